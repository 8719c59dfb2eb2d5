const UNITS = ['bytes', 'KiB', 'MiB', 'GiB', 'TiB'];

/** `200 MiB`, `1.5 GiB`, `17 bytes`. */
export function byteSize(bytes: number): string {
  let size = bytes;
  let unit = 0;
  while (size >= 1024 && unit < UNITS.length - 1) {
    size /= 1024;
    unit += 1;
  }
  return `${unit === 0 ? size : Number(size.toFixed(1))} ${UNITS[unit]}`;
}
