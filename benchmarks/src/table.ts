/** A table for people: columns as wide as their widest cell, numbers to the right. */
export function renderTable(
  header: readonly string[],
  rows: ReadonlyArray<ReadonlyArray<string | number>>,
): string {
  const cells = [header, ...rows].map(row => row.map(String));
  const widths = header.map((_, column) =>
    Math.max(...cells.map(row => row[column].length)),
  );
  const isNumeric = header.map((_, column) =>
    rows.every(row => typeof row[column] === 'number'),
  );
  const line = (row: readonly string[]) =>
    row
      .map((cell, column) =>
        isNumeric[column]
          ? cell.padStart(widths[column])
          : cell.padEnd(widths[column]),
      )
      .join('  ')
      .trimEnd();
  return [
    line(cells[0]),
    widths.map(width => '-'.repeat(width)).join('  '),
    ...cells.slice(1).map(line),
  ].join('\n');
}
