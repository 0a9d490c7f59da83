import { noLimits, type PlannedPerson, type RotaProblem, type ShiftKind } from './problem.ts'

type Lines = readonly (readonly string[])[]

/**
 * Reads a shift-scheduling instance of Curtois & Qu (2014; schedulingbenchmarks.org), as its text. Its rules are a subset of
 * ours: nothing is known of what came before, rest is a table, and cover is soft.
 *
 * @throws SyntaxError naming the section and what could not be read
 * @example checkRota(parseCurtoisQu('Instance1', text), optimum).cost // 607
 */
export function parseCurtoisQu(name: string, text: string): RotaProblem {
  const sections = sectionsOf(text)
  const read = (section: string): Lines => {
    const lines = sections.get(`SECTION_${section}`)
    if (!lines) throw new SyntaxError(`${name}: there is no SECTION_${section}`)
    return lines
  }
  const number = (section: string, typed: string | undefined): number => {
    if (typed === undefined || !/^\d+$/.test(typed))
      throw new SyntaxError(`${name}: SECTION_${section} has ${typed ?? 'nothing'} where a whole number belongs`)
    return Number(typed)
  }
  const shifts = read('SHIFTS').map(([id = '', minutes]): ShiftKind => ({
    id,
    name: id,
    minutes: number('SHIFTS', minutes),
  }))
  const shiftAt = (section: string, id: string | undefined): number => {
    const at = shifts.findIndex((shift) => shift.id === id)
    if (at < 0) throw new SyntaxError(`${name}: SECTION_${section} names a shift ${id ?? ''} that is not in it`)
    return at
  }
  const instance: Instance = { read, number, shiftAt, shifts }
  return {
    name,
    days: number('HORIZON', read('HORIZON')[0]?.[0]),
    shifts,
    people: read('STAFF').map((line) => personOf(line, instance)),
    cover: read('COVER').map(([day, shift, need, under, over]) => ({
      day: number('COVER', day),
      shift: shiftAt('COVER', shift),
      need: number('COVER', need),
      under: number('COVER', under),
      over: number('COVER', over),
    })),
    skills: [],
    rest: {
      by: 'table',
      notAfter: read('SHIFTS').map(([, , after = '']) =>
        after
          .split('|')
          .filter(Boolean)
          .map((id) => shiftAt('SHIFTS', id)),
      ),
    },
    fairness: null,
  }
}

interface Instance {
  readonly read: (section: string) => Lines
  readonly number: (section: string, typed: string | undefined) => number
  readonly shiftAt: (section: string, id: string | undefined) => number
  readonly shifts: readonly ShiftKind[]
}

function sectionsOf(text: string): ReadonlyMap<string, Lines> {
  const sections = new Map<string, string[][]>()
  let open: string[][] | undefined
  for (const line of text.split(/\r?\n/).map((one) => one.trim())) {
    if (line === '' || line.startsWith('#')) continue
    if (line.startsWith('SECTION_')) sections.set(line, (open = []))
    else open?.push(line.split(',').map((field) => field.trim()))
  }
  return sections
}

function personOf(line: readonly string[], { read, number, shiftAt, shifts }: Instance): PlannedPerson {
  const [id = '', most = '', mostMinutes, leastMinutes, longest, shortest, off, weekends] = line
  const of = (section: string) => read(section).filter(([whose]) => whose === id)
  const mostOfShift = [...noLimits(shifts.length).mostOfShift]
  for (const part of most.split('|')) {
    const [shift, times] = part.split('=')
    mostOfShift[shiftAt('STAFF', shift)] = number('STAFF', times)
  }
  const wishesFrom = (section: string, wants: boolean) =>
    of(section).map(([, day, shift, weight]) => ({
      day: number(section, day),
      shift: shiftAt(section, shift),
      wants,
      weight: number(section, weight),
    }))
  return {
    id,
    name: id,
    skills: [],
    blocked: of('DAYS_OFF').flatMap(([, ...days]) =>
      days.map((day) => ({ day: number('DAYS_OFF', day), shift: null, why: 'away' as const })),
    ),
    locked: [],
    limits: {
      mostOfShift,
      mostMinutes: number('STAFF', mostMinutes),
      leastMinutes: number('STAFF', leastMinutes),
      longestRun: number('STAFF', longest),
      shortestRun: number('STAFF', shortest),
      fewestDaysOff: number('STAFF', off),
      mostWeekends: number('STAFF', weekends),
      mostPerWeek: null,
    },
    wishes: [...wishesFrom('SHIFT_ON_REQUESTS', true), ...wishesFrom('SHIFT_OFF_REQUESTS', false)],
    owed: null,
    share: null,
    before: null,
  }
}
