// Some of a few, or all: nothing chosen stands for all of them, as in the contract.

interface ChecksProps {
  legend: string;
  /** What nothing chosen means. */
  all: string;
  options: { key: string; name: string; detail?: string }[];
  chosen: string[];
  onChange: (chosen: string[]) => void;
}

export function Checks({ legend, all, options, chosen, onChange }: ChecksProps) {
  const flip = (key: string) => onChange(chosen.includes(key) ? chosen.filter((one) => one !== key) : [...chosen, key]);
  return (
    <fieldset class="checks">
      <legend>{legend}</legend>
      <label>
        <input type="checkbox" checked={chosen.length === 0} onChange={() => onChange([])} />
        <span>{all}</span>
      </label>
      {options.map(({ key, name, detail }) => (
        <label key={key}>
          <input type="checkbox" checked={chosen.includes(key)} onChange={() => flip(key)} />
          <span>
            {name} {detail && <small>{detail}</small>}
          </span>
        </label>
      ))}
    </fieldset>
  );
}
