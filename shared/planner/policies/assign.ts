/**
 * The cheapest way to give each row a column of its own: the Hungarian method by shortest augmenting paths (Jonker & Volgenant 1987).
 *
 * @param costs as many columns as rows, or more
 * @returns for each row its column
 * @example assign([[4, 1], [2, 9]]) // [1, 0]
 */
export function assign(costs: readonly (readonly number[])[]): readonly number[] {
  const [rows, columns] = [costs.length, costs[0]?.length ?? 0]
  if (columns < rows) throw new RangeError(`${rows} rows cannot have a column each of ${columns}`)
  const [rowPrice, columnPrice] = [new Float64Array(rows + 1), new Float64Array(columns + 1)]
  const rowOf = new Int32Array(columns + 1)
  const from = new Int32Array(columns + 1)
  for (let row = 1; row <= rows; row += 1) {
    rowOf[0] = row
    const least = new Float64Array(columns + 1).fill(Number.POSITIVE_INFINITY)
    const done = new Uint8Array(columns + 1)
    let column = 0
    do {
      done[column] = 1
      const own = rowOf[column] ?? 0
      let [step, next] = [Number.POSITIVE_INFINITY, 0]
      for (let other = 1; other <= columns; other += 1) {
        if (done[other]) continue
        const cost = (costs[own - 1]?.[other - 1] ?? 0) - (rowPrice[own] ?? 0) - (columnPrice[other] ?? 0)
        if (cost < (least[other] ?? 0)) {
          least[other] = cost
          from[other] = column
        }
        if ((least[other] ?? 0) < step) [step, next] = [least[other] ?? 0, other]
      }
      for (let other = 0; other <= columns; other += 1) {
        if (done[other]) {
          rowPrice[rowOf[other] ?? 0] = (rowPrice[rowOf[other] ?? 0] ?? 0) + step
          columnPrice[other] = (columnPrice[other] ?? 0) - step
        } else least[other] = (least[other] ?? 0) - step
      }
      column = next
    } while (rowOf[column] !== 0)
    for (; column !== 0; column = from[column] ?? 0) rowOf[column] = rowOf[from[column] ?? 0] ?? 0
  }
  const found = Array.from({ length: rows }, () => -1)
  for (let column = 1; column <= columns; column += 1) if (rowOf[column]) found[(rowOf[column] ?? 0) - 1] = column - 1
  return found
}
