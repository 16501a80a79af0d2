// A few choices of which one holds, side by side.

interface SegmentsProps {
  label: string;
  value: string;
  options: readonly (readonly [value: string, name: string])[];
  onChange: (value: string) => void;
}

export const Segments = ({ label, value, options, onChange }: SegmentsProps) => (
  <div class="segments" role="group" aria-label={label}>
    {options.map(([key, name]) => (
      <button key={key} type="button" aria-pressed={value === key} onClick={() => onChange(key)}>
        {name}
      </button>
    ))}
  </div>
);
