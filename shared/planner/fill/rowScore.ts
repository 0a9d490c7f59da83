import type { Sheet } from './sheet.ts'

/** How far one person's row breaks hard limits, in duties or days over them, and what it costs. */
export interface RowScore {
  hard: number
  soft: number
}

/** What one walk along a row counts, kept between walks so that nothing is made in the inner loop. */
interface Counts {
  hard: number
  soft: number
  minutes: number
  weekends: number
  unsocial: number
  readonly seen: Int32Array
}

/**
 * Scores rows of one sheet: the inner loop of the search. A row is walked from its first day to its last, which for a month is
 * far less than a microsecond; keeping sums for each rule up to date instead would be faster and much easier to get wrong.
 */
export class RowScorer {
  readonly score: RowScore = { hard: 0, soft: 0 }
  private readonly sheet: Sheet
  private readonly counts: Counts
  private readonly shortestShift: number

  constructor(sheet: Sheet) {
    this.sheet = sheet
    this.counts = { hard: 0, soft: 0, minutes: 0, weekends: 0, unsocial: 0, seen: new Int32Array(sheet.values) }
    this.shortestShift = Math.max(1, Math.min(...sheet.minutes.subarray(1)))
  }

  /** Scores one row into `score`. */
  of(person: number, cells: Uint8Array): void {
    const { counts } = this
    counts.hard = counts.soft = counts.minutes = counts.weekends = counts.unsocial = 0
    counts.seen.fill(0)
    this.walk(person, cells)
    this.weeks(person, cells)
    this.judge(person)
    this.score.hard = counts.hard
    this.score.soft = counts.soft
  }

  /** Wishes, rest, and runs of days on and off. */
  private walk(person: number, cells: Uint8Array): void {
    const { days, values, wishes, minutes, short, shortAcross, shortFirst, before, unsocial, limits } = this.sheet
    const { counts } = this
    const longestRun = limits.longestRun[person] ?? 0
    const shortestRun = limits.shortestRun[person] ?? 0
    const fewestOff = limits.fewestOff[person] ?? 0
    let run = before.run[person] ?? 0
    let runKnown = before.runKnown[person] ?? 0
    let off = before.off[person] ?? 0
    let [previous, earlier, hard, soft, worked, shared] = [0, 0, 0, 0, 0, 0]
    const from = person * days
    for (let day = 0; day < days; day += 1) {
      const value = cells[from + day] ?? 0
      soft += wishes[(from + day) * values + value] ?? 0
      if (value === 0) {
        if (run > 0 && runKnown < shortestRun) hard += shortestRun - runKnown
        run = runKnown = 0
        off += 1
      } else {
        if (off > 0) {
          if (off < fewestOff) hard += fewestOff - off
          runKnown = day === 0 ? (before.startRun[person] ?? 1) - 1 : 0
        }
        off = 0
        run += 1
        runKnown += 1
        if (run > longestRun) hard += 1
        if (day === 0) hard += shortFirst[person * values + value] ?? 0
        else if (previous > 0) hard += short[((day - 1) * values + previous) * values + value] ?? 0
        else if (shortAcross !== null && earlier > 0)
          hard += shortAcross[((day - 2) * values + earlier) * values + value] ?? 0
        worked += minutes[value] ?? 0
        shared += unsocial[day * values + value] ?? 0
        counts.seen[value] = (counts.seen[value] ?? 0) + 1
      }
      earlier = previous
      previous = value
    }
    counts.hard += hard
    counts.soft += soft
    counts.minutes = worked
    counts.unsocial = shared
  }

  /** Weekly maximums, what is owed, and weekends. */
  private weeks(person: number, cells: Uint8Array): void {
    const { days, weeks, owed, owedWeight, mostInWeek } = this.sheet
    const { counts } = this
    const weight = owedWeight[person] ?? 0
    for (let week = 0; week < weeks; week += 1) {
      const from = person * days + week * 7
      const end = Math.min(from + 7, (person + 1) * days)
      let worked = 0
      for (let cell = from; cell < end; cell += 1) if (cells[cell] !== 0) worked += 1
      if (end > from + 5 && (cells[from + 5] !== 0 || (end > from + 6 && cells[from + 6] !== 0))) counts.weekends += 1
      const most = mostInWeek[person * weeks + week] ?? 0
      if (worked > most) counts.hard += worked - most
      const owes = owed[person * weeks + week] ?? -1
      if (owes > worked) counts.soft += weight * (owes - worked)
    }
  }

  /** Totals over the whole stretch: hours, numbers of a shift, weekends, fair shares. */
  private judge(person: number): void {
    const { values, limits, share, fairness } = this.sheet
    const { counts } = this
    for (let value = 1; value < values; value += 1) {
      const over = (counts.seen[value] ?? 0) - (limits.mostOf[person * values + value] ?? 0)
      if (over > 0) counts.hard += over
    }
    const [most, least] = [limits.mostMinutes[person] ?? 0, limits.leastMinutes[person] ?? 0]
    if (counts.minutes > most) counts.hard += (counts.minutes - most) / this.shortestShift
    if (counts.minutes < least) counts.hard += (least - counts.minutes) / this.shortestShift
    const weekends = counts.weekends - (limits.mostWeekends[person] ?? 0)
    if (weekends > 0) counts.hard += weekends
    const above = counts.unsocial - (share[person] ?? Number.NaN)
    // Not a number for whoever has no share: then none of these is true.
    if (above > 0) counts.soft += above * fairness[0]
    if (above > 1) counts.soft += (above - 1) * fairness[1]
    if (above < -1) counts.soft += (-1 - above) * fairness[2]
  }
}
