// Files that leave and enter the browser.

export function download(name: string, text: string, type = "text/csv"): void {
  const address = URL.createObjectURL(new Blob([text], { type: `${type};charset=utf-8` }));
  const link = document.createElement("a");
  link.href = address;
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(address), 10_000);
}

export function csv(rows: (string | number)[][]): string {
  const cell = (value: string | number) =>
    /[",\n;]/.test(String(value)) ? `"${String(value).replaceAll('"', '""')}"` : value;
  return rows.map((row) => row.map(cell).join(",")).join("\r\n") + "\r\n";
}

/** Lets the user pick one file; nothing happens if they think better of it. */
export function pickFile(accept: string, picked: (file: File) => void): void {
  const input = document.createElement("input");
  input.type = "file";
  input.accept = accept;
  input.addEventListener("change", () => {
    const file = input.files?.[0];
    if (file) picked(file);
  });
  input.click();
}
