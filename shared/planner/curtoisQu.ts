import { noLimits, type CoverRow, type PlannedPerson, type RotaProblem, type ShiftKind, type Wish } from './problem.ts'

const NEEDED = ['HORIZON', 'SHIFTS', 'STAFF', 'COVER'] as const
const OPTIONAL = ['DAYS_OFF', 'SHIFT_ON_REQUESTS', 'SHIFT_OFF_REQUESTS'] as const
type Section = (typeof NEEDED)[number] | (typeof OPTIONAL)[number]

/** The most days and shifts that are read: four years, and as many shifts as the search has room for. */
const MOST_DAYS = 1461
const MOST_SHIFTS = 254

/** One line of a section, as its fields, with its number in the file. */
interface Line {
  readonly number: number
  readonly section: Section
  readonly fields: readonly string[]
}

/**
 * Reads a shift-scheduling instance of Curtois & Qu (2014; schedulingbenchmarks.org), as its text. Its rules are a subset of
 * ours: nothing is known of what came before, rest is a table, and cover is soft. Comments and blank lines are skipped, either line
 * end is read, and ids may have spaces in them.
 *
 * @throws SyntaxError naming the file, the line and what is wrong with it
 * @example checkRota(parseCurtoisQu('Instance1', text), optimum).cost // 607
 */
export function parseCurtoisQu(name: string, text: string): RotaProblem {
  return new Reader(name, text).problem()
}

class Reader {
  private readonly name: string
  private readonly sections = new Map<Section, Line[]>()
  private readonly shifts: readonly ShiftKind[]
  private readonly people: ReadonlySet<string>
  private readonly days: number

  constructor(name: string, text: string) {
    this.name = name
    this.split(text)
    for (const section of NEEDED)
      if (!this.sections.has(section)) throw new SyntaxError(`${name}: there is no SECTION_${section}`)
    this.days = this.horizon()
    this.shifts = this.lines('SHIFTS').map((line): ShiftKind => {
      const id = this.text(line, 0, 'the id of a shift')
      return { id, name: id, minutes: this.whole(line, 1, 'its length in minutes', { least: 1 }) }
    })
    this.once('SHIFTS')
    if (this.shifts.length === 0 || this.shifts.length > MOST_SHIFTS)
      throw new SyntaxError(`${name}: there are ${this.shifts.length} shifts, and 1 to ${MOST_SHIFTS} are read`)
    this.people = new Set(this.lines('STAFF').map((line) => this.text(line, 0, 'the id of somebody')))
    this.once('STAFF')
    if (this.people.size === 0) throw new SyntaxError(`${name}: SECTION_STAFF names nobody`)
    for (const section of OPTIONAL) for (const line of this.lines(section)) this.knows(line)
  }

  problem(): RotaProblem {
    return {
      name: this.name,
      days: this.days,
      shifts: this.shifts,
      people: this.lines('STAFF').map((line) => this.person(line)),
      cover: this.cover(),
      skills: [],
      rest: {
        by: 'table',
        notAfter: this.lines('SHIFTS').map((line) => this.parts(line, 2).map((id) => this.shiftNamed(line, id))),
      },
      fairness: null,
    }
  }

  private split(text: string): void {
    let section: Section | null = null
    for (const [at, raw] of text
      .replace(/^\uFEFF/, '')
      .split(/\r\n|\r|\n/)
      .entries()) {
      const [line, number] = [raw.trim(), at + 1]
      if (line === '' || line.startsWith('#')) continue
      if (line.startsWith('SECTION_')) {
        section = this.begin(line.slice('SECTION_'.length), number)
        continue
      }
      if (section === null) this.wrong(number, `"${line}" stands before any section`)
      this.sections.get(section)?.push({ number, section, fields: line.split(',').map((field) => field.trim()) })
    }
  }

  private begin(named: string, number: number): Section {
    const section = [...NEEDED, ...OPTIONAL].find((known) => known === named)
    if (!section) this.wrong(number, `SECTION_${named} is not a section of this format`)
    if (this.sections.has(section)) this.wrong(number, `SECTION_${section} is there twice`)
    this.sections.set(section, [])
    return section
  }

  private wrong(number: number, what: string): never {
    throw new SyntaxError(`${this.name}, line ${number}: ${what}`)
  }

  private lines(section: Section): readonly Line[] {
    return this.sections.get(section) ?? []
  }

  private horizon(): number {
    const [line, more] = this.lines('HORIZON')
    if (!line) throw new SyntaxError(`${this.name}: SECTION_HORIZON is empty`)
    if (more) this.wrong(more.number, 'SECTION_HORIZON has one number')
    return this.whole(line, 0, 'the number of days', { least: 1, most: MOST_DAYS })
  }

  /** An id stands for one shift, or one person, only. */
  private once(section: 'SHIFTS' | 'STAFF'): void {
    const seen = new Set<string>()
    for (const {
      number,
      fields: [id = ''],
    } of this.lines(section)) {
      if (seen.has(id)) this.wrong(number, `${id} is in SECTION_${section} twice`)
      seen.add(id)
    }
  }

  private text({ number, section, fields }: Line, at: number, what: string): string {
    return fields[at] || this.wrong(number, `SECTION_${section} lacks ${what}`)
  }

  private whole(
    { number, section, fields }: Line,
    at: number,
    what: string,
    { least = 0, most = Number.MAX_SAFE_INTEGER } = {},
  ): number {
    const typed = fields[at]
    if (typed === undefined || !/^\d+$/.test(typed))
      this.wrong(
        number,
        `SECTION_${section} has ${typed ? `"${typed}"` : 'nothing'} for ${what}, which is a whole number`,
      )
    const read = Number(typed)
    if (read < least || read > most)
      this.wrong(number, `SECTION_${section} has ${typed} for ${what}, which is ${least} to ${most}`)
    return read
  }

  private parts({ fields }: Line, at: number): readonly string[] {
    return (fields[at] ?? '')
      .split('|')
      .map((part) => part.trim())
      .filter(Boolean)
  }

  private shiftNamed({ number, section }: Line, id: string): number {
    const at = this.shifts.findIndex((shift) => shift.id === id)
    return at < 0 ? this.wrong(number, `SECTION_${section} names a shift "${id}" that is not in SECTION_SHIFTS`) : at
  }

  private shiftIn(line: Line, at: number): number {
    return this.shiftNamed(line, this.text(line, at, 'the id of a shift'))
  }

  private day(line: Line, at: number): number {
    return this.whole(line, at, 'a day', { most: this.days - 1 })
  }

  private knows(line: Line): void {
    const [id = ''] = line.fields
    if (!this.people.has(id))
      this.wrong(line.number, `SECTION_${line.section} names "${id}", who is not in SECTION_STAFF`)
  }

  private cover(): readonly CoverRow[] {
    return this.lines('COVER').map((line) => ({
      day: this.day(line, 0),
      shift: this.shiftIn(line, 1),
      need: this.whole(line, 2, 'the people needed'),
      under: this.whole(line, 3, 'the cost of one too few'),
      over: this.whole(line, 4, 'the cost of one too many'),
    }))
  }

  private wishes(section: Section, id: string, wants: boolean): readonly Wish[] {
    return this.lines(section)
      .filter(({ fields }) => fields[0] === id)
      .map((line) => ({
        day: this.day(line, 1),
        shift: this.shiftIn(line, 2),
        wants,
        weight: this.whole(line, 3, 'a weight'),
      }))
  }

  /** "E=14|D=28": how often at most each shift; of one that is not named, no limit. */
  private mostOfShift(line: Line): readonly (number | null)[] {
    const most = [...noLimits(this.shifts.length).mostOfShift]
    for (const part of this.parts(line, 1)) {
      const [id = '', times, more] = part.split('=').map((one) => one.trim())
      if (times === undefined || more !== undefined || !/^\d+$/.test(times))
        this.wrong(line.number, `SECTION_STAFF has "${part}" where a shift and how often at most belong, as in E=14`)
      most[this.shiftNamed(line, id)] = Number(times)
    }
    return most
  }

  private person(line: Line): PlannedPerson {
    const id = this.text(line, 0, 'the id of somebody')
    const limit = (at: number, what: string) => this.whole(line, at, what)
    return {
      id,
      name: id,
      skills: [],
      blocked: this.lines('DAYS_OFF')
        .filter(({ fields }) => fields[0] === id)
        .flatMap((off) =>
          off.fields.slice(1).map((_, at) => ({ day: this.day(off, at + 1), shift: null, why: 'away' as const })),
        ),
      locked: [],
      limits: {
        mostOfShift: this.mostOfShift(line),
        mostMinutes: limit(2, 'the most minutes'),
        leastMinutes: limit(3, 'the fewest minutes'),
        longestRun: limit(4, 'the most days in a row'),
        shortestRun: limit(5, 'the fewest days in a row'),
        fewestDaysOff: limit(6, 'the fewest days off together'),
        mostWeekends: limit(7, 'the most weekends'),
        mostPerWeek: null,
      },
      wishes: [...this.wishes('SHIFT_ON_REQUESTS', id, true), ...this.wishes('SHIFT_OFF_REQUESTS', id, false)],
      owed: null,
      share: null,
      before: null,
    }
  }
}
