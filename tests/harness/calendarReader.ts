/**
 * Reads a calendar by RFC 5545 and nothing of ours: lines are unfolded and parsed by its grammar, and the zone’s clocks are worked out
 * from the VTIMEZONE that the file itself carries. It shares no line with what writes calendars, so that the two can disagree.
 */

interface Property {
  readonly name: string
  readonly parameters: Readonly<Record<string, string>>
  readonly value: string
}
interface Component {
  readonly name: string
  readonly properties: readonly Property[]
  readonly parts: readonly Component[]
}

export interface ReadEvent {
  readonly uid: string
  readonly sequence: number
  readonly start: string
  readonly end: string
  readonly summary: string
  readonly status: string
  readonly location?: string
}
export interface ReadCalendar {
  readonly name: string | null
  readonly events: readonly ReadEvent[]
  /** Every property that any event has. */
  readonly properties: readonly string[]
}

/** @throws Error naming the line that RFC 5545 does not allow */
export function readCalendar(text: string): ReadCalendar {
  if (!text.endsWith('\r\n') || /(?<!\r)\n|\r(?!\n)/.test(text)) throw new Error('lines end in CRLF (3.1)')
  const folded = text.slice(0, -2).split('\r\n')
  for (const line of folded) if (Buffer.byteLength(line) > 75) throw new Error(`longer than 75 octets (3.1): ${line}`)
  const lines = text
    .replaceAll(/\r\n[ \t]/g, '')
    .trimEnd()
    .split('\r\n')
    .map(propertyOf)
  const { component, next } = componentAt(lines, 0)
  if (next !== lines.length || component.name !== 'VCALENDAR') throw new Error('one VCALENDAR and nothing else (3.4)')
  if (valueOf(component, 'VERSION') !== '2.0' || valueOf(component, 'PRODID') === null)
    throw new Error('VERSION and PRODID (3.6)')
  const zones = new Map(
    component.parts.filter(({ name }) => name === 'VTIMEZONE').map((zone) => [valueOf(zone, 'TZID'), zone]),
  )
  const events = component.parts.filter(({ name }) => name === 'VEVENT')
  return {
    name: valueOf(component, 'X-WR-CALNAME'),
    properties: [...new Set(events.flatMap(({ properties }) => properties.map(({ name }) => name)))],
    events: events.map((event) => eventOf(event, zones)),
  }
}

function propertyOf(line: string): Property {
  const found = /^([A-Za-z0-9-]+)((?:;[A-Za-z0-9-]+=(?:"[^"]*"|[^";:,]*))*):(.*)$/.exec(line)
  if (!found) throw new Error(`no content line (3.1): ${line}`)
  const [, name = '', given = '', value = ''] = found
  const parameters = Object.fromEntries(
    given
      .split(';')
      .slice(1)
      .map((one) => [
        one.slice(0, one.indexOf('=')).toUpperCase(),
        one.slice(one.indexOf('=') + 1).replaceAll('"', ''),
      ]),
  )
  return { name: name.toUpperCase(), parameters, value }
}

function componentAt(lines: readonly Property[], at: number): { component: Component; next: number } {
  const begin = lines[at]
  if (begin?.name !== 'BEGIN') throw new Error('BEGIN was due')
  const properties: Property[] = []
  const parts: Component[] = []
  for (let next = at + 1; next < lines.length;) {
    const line = lines[next]
    if (line?.name === 'END') {
      if (line.value !== begin.value) throw new Error(`END:${line.value} closes ${begin.value}`)
      return { component: { name: begin.value, properties, parts }, next: next + 1 }
    }
    if (line?.name === 'BEGIN') {
      const inner = componentAt(lines, next)
      parts.push(inner.component)
      next = inner.next
    } else {
      if (line) properties.push(line)
      next++
    }
  }
  throw new Error(`${begin.value} has no END`)
}

const found = ({ properties }: Component, name: string): Property | undefined =>
  properties.find((one) => one.name === name)
const valueOf = (component: Component, name: string): string | null => found(component, name)?.value ?? null

function eventOf(event: Component, zones: ReadonlyMap<string | null, Component>): ReadEvent {
  for (const name of ['UID', 'DTSTAMP', 'DTSTART'])
    if (event.properties.filter((one) => one.name === name).length !== 1) throw new Error(`${name} once (3.6.1)`)
  const moment = (name: string): string => {
    const property = found(event, name)
    if (!property) throw new Error(`${name} is missing`)
    return momentOf(property, zones)
  }
  const text = (name: string): string =>
    (valueOf(event, name) ?? '').replaceAll(/\\([\\;,])/g, '$1').replaceAll(/\\n/gi, '\n')
  return {
    uid: text('UID'),
    sequence: Number(valueOf(event, 'SEQUENCE') ?? 0),
    start: moment('DTSTART'),
    end: moment('DTEND'),
    summary: text('SUMMARY'),
    status: text('STATUS'),
    ...(found(event, 'LOCATION') && { location: text('LOCATION') }),
  }
}

/** Wall time as milliseconds, as if it were UTC. */
function wallOf(value: string): number {
  const parts = /^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z?$/.exec(value)
  if (!parts) throw new Error(`no DATE-TIME (3.3.5): ${value}`)
  const [year = 0, month = 0, date = 0, hour = 0, minute = 0, second = 0] = parts.slice(1).map(Number)
  return Date.UTC(year, month - 1, date, hour, minute, second)
}

function momentOf({ value, parameters }: Property, zones: ReadonlyMap<string | null, Component>): string {
  const wall = wallOf(value)
  if (value.endsWith('Z')) return new Date(wall).toISOString()
  const zone = zones.get(parameters['TZID'] ?? null)
  if (!zone) throw new Error(`a TZID without its VTIMEZONE (3.2.19): ${value}`)
  const turns = zone.parts.flatMap((part) => turnsOf(part, new Date(wall).getUTCFullYear()))
  const last = turns.toSorted((a, b) => a.wall - b.wall).findLast((turn) => turn.wall <= wall)
  if (!last) throw new Error(`before the zone begins: ${value}`)
  return new Date(wall - last.offset).toISOString()
}

/** When a part of a zone begins to hold, on the wall, this year and last. Only the rule that is used here is understood. */
function turnsOf(part: Component, year: number): readonly { readonly wall: number; readonly offset: number }[] {
  const rule = /^FREQ=YEARLY;BYMONTH=(\d+);BYDAY=-1SU$/.exec(valueOf(part, 'RRULE') ?? '')
  const to = /^([+-])(\d\d)(\d\d)$/.exec(valueOf(part, 'TZOFFSETTO') ?? '')
  const start = wallOf(valueOf(part, 'DTSTART') ?? '')
  if (!rule || !to) throw new Error('a rule of the zone that is not understood')
  const offset = (to[1] === '-' ? -1 : 1) * (Number(to[2]) * 60 + Number(to[3])) * 60_000
  return [year - 1, year].map((one) => {
    const lastDay = new Date(Date.UTC(one, Number(rule[1]), 0))
    const sunday = lastDay.getTime() - lastDay.getUTCDay() * 86_400_000
    return { wall: sunday + (start % 86_400_000), offset }
  })
}
