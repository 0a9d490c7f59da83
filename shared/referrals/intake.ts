import { done, refuse, type Outcome } from '#shared/kernel/outcome.ts'
import { answersCallBack, callBackWords } from '#shared/kernel/telephone.ts'
import { instantInput, type Instant } from '#shared/time/instant.ts'
import { londonDayOf, type LondonDay } from '#shared/time/london.ts'
import { lineFault, narrativeFault, nhsFault } from './boxFaults.ts'
import { birthOrAgeRefusalWords, readBirthOrAge, type BirthOrAge } from './birthOrAge.ts'
import { powerKinds, type PowerKind } from './clockRules.ts'
import { powersOfRequest } from './receive.ts'
import {
  requestCodes,
  riskAnswerCodes,
  sourceCodes,
  sources,
  type RequestCode,
  type RiskAnswer,
  type SourceCode,
} from './referral.ts'
import { momentWords, readPast, type TypedMoment } from './typedMoment.ts'

/** Every box of the form for a new referral, as text: so a draft is kept and given back exactly as it was typed. */
export interface IntakeValues {
  readonly receivedAt: string
  readonly source: string
  readonly callerName: string
  readonly callerPhone: string
  readonly lastName: string
  readonly firstName: string
  readonly birth: string
  /** 'yes' while the boxes that find somebody again are open. */
  readonly more: string
  readonly nhsNumber: string
  readonly personPhone: string
  readonly homeAddress: string
  /** Ids of earlier referrals that this one is linked with, between commas. */
  readonly linkTo: string
  readonly request: string
  /** 'yes' when a power runs although what is asked for does not bring one. */
  readonly powerRuns: string
  readonly powerKind: string
  readonly startTime: string
  readonly startDay: string
  readonly startWhich: string
  /** 'yes' when the caller does not know: an answer, shown as "start not recorded". */
  readonly startUnknown: string
  readonly place: string
  readonly placeId: string
  /** Only where the service acts for several; empty means the first. */
  readonly councilId: string
  readonly happening: string
  readonly riskToStaff: string
  readonly riskDetail: string
}
export type IntakeField = keyof IntakeValues

const empty: IntakeValues = {
  receivedAt: '',
  source: '',
  callerName: '',
  callerPhone: '',
  lastName: '',
  firstName: '',
  birth: '',
  more: '',
  nhsNumber: '',
  personPhone: '',
  homeAddress: '',
  linkTo: '',
  request: '',
  powerRuns: '',
  powerKind: '',
  startTime: '',
  startDay: '',
  startWhich: '',
  startUnknown: '',
  place: '',
  placeId: '',
  councilId: '',
  happening: '',
  riskToStaff: '',
  riskDetail: '',
}

/** An empty form for a call that comes in now. */
export const newIntake = (now: Instant): IntakeValues => ({ ...empty, receivedAt: now })

/** A draft as the form shows it again; boxes that it does not have are empty, others are left out. */
export const intakeFrom = (content: Readonly<Record<string, string>>, startedAt: Instant): IntakeValues => ({
  ...newIntake(startedAt),
  ...Object.fromEntries(Object.entries(content).filter(([key]) => key in empty)),
})

/** What is kept of a form: only boxes with something in them. */
export const contentOf = (values: IntakeValues): Readonly<Record<string, string>> =>
  Object.fromEntries(Object.entries(values).filter(([, text]) => text !== ''))

const oneOf = <Code extends string>(codes: readonly Code[], text: string): Code | null =>
  codes.find((code) => code === text) ?? null

export const sourceIn = ({ source }: IntakeValues): SourceCode | null => oneOf(sourceCodes, source)
export const requestIn = ({ request }: IntakeValues): RequestCode | null => oneOf(requestCodes, request)
export const riskIn = ({ riskToStaff }: IntakeValues): RiskAnswer | null => oneOf(riskAnswerCodes, riskToStaff)

/** Which powers the form may name, and whether it must; none before it is known what is asked for. */
export function powersIn(values: IntakeValues): { readonly asked: boolean; readonly kinds: readonly PowerKind[] } {
  const request = requestIn(values)
  if (request === null) return { asked: false, kinds: [] }
  const { needed, kinds } = powersOfRequest[request]
  return { asked: needed || (values.powerRuns === 'yes' && kinds.length > 0), kinds }
}

/** The power that the form names, or null when none is asked for. A request with one clock names it by itself. */
export function powerIn(values: IntakeValues): PowerKind | null {
  const { asked, kinds } = powersIn(values)
  if (!asked) return null
  const request = requestIn(values)
  const named = oneOf(powerKinds, values.powerKind)
  if (named !== null && kinds.includes(named)) return named
  return request !== null && powersOfRequest[request].needed ? (kinds[0] ?? null) : null
}

export const startIn = ({ startTime, startDay, startWhich }: IntakeValues): TypedMoment => ({
  time: startTime,
  day: startDay,
  which: startWhich === 'first' || startWhich === 'second' ? startWhich : '',
})

export interface Fault {
  readonly field: IntakeField
  readonly message: string
}

/** A call, read from the form and ready to be saved. */
export interface ReadCall {
  readonly receivedAt: Instant
  readonly source: SourceCode
  readonly callerName: string
  readonly callerPhone: string
  readonly lastName: string
  readonly firstName: string
  readonly bornOn: LondonDay | null
  readonly ageYears: number | null
  readonly ageIsEstimate: boolean
  readonly nhsNumber: string
  readonly personPhone: string
  readonly homeAddress: string
  readonly linkTo: string[]
  readonly request: RequestCode
  readonly place: string
  readonly placeId: string | null
  readonly councilId: string | null
  readonly happening: string
  readonly riskToStaff: RiskAnswer
  readonly riskDetail: string
  readonly power: { readonly kind: PowerKind; readonly startedAt: Instant | null; readonly startSource: string } | null
}

/** One of the seven facts, as the list beside the form shows it. */
export interface NeededFact {
  readonly words: string
  readonly detail: string
  readonly given: boolean
}

/**
 * The seven facts that a referral needs; the one about the clock only while a power runs. A time that cannot be read is not given.
 *
 * @example neededFacts(values, now).every(({ given }) => given) // ready to save
 */
export function neededFacts(values: IntakeValues, now: Instant): readonly NeededFact[] {
  const fact = (words: string, given: boolean, detail = ''): NeededFact => ({ words, given, detail })
  const clock = fact('When the clock started', startGiven(values, now), '“not known yet” is an answer')
  return [
    fact('Who is calling', sourceIn(values) !== null),
    fact('Call back number', answersCallBack(values.callerPhone)),
    fact('Name', values.lastName.trim() !== ''),
    fact('What is asked for', requestIn(values) !== null),
    ...(powersIn(values).asked ? [clock] : []),
    fact('Where they are', values.place.trim() !== ''),
    fact('Risk to staff', riskIn(values) !== null, '“not asked” is an answer'),
  ]
}

const startGiven = (values: IntakeValues, now: Instant): boolean =>
  powerIn(values) !== null && (values.startUnknown === 'yes' || readPast(startIn(values), now).ok)

/**
 * Reads the form to save it. Each fault says what to type, in the order of the form. Nothing is corrected silently.
 *
 * @example readIntake(values, now) // { ok: false, refusal: [{ field: 'lastName', message: 'Enter the last name, …' }] }
 */
export function readIntake(values: IntakeValues, now: Instant): Outcome<ReadCall, readonly Fault[]> {
  const [source, request, risk] = [sourceIn(values), requestIn(values), riskIn(values)]
  const birth = birthIn(values, now)
  const power = readPower(values, now)
  const faults: readonly (Fault | null)[] = [
    source === null ? { field: 'source', message: 'Choose who is calling' } : null,
    lineFault(values, 'callerName'),
    answersCallBack(values.callerPhone) ? null : { field: 'callerPhone', message: callBackWords },
    values.lastName.trim() === ''
      ? { field: 'lastName', message: 'Enter the last name, or “Unknown” if nobody knows it' }
      : lineFault(values, 'lastName'),
    lineFault(values, 'firstName'),
    birth.ok ? null : birth.refusal,
    nhsFault(values),
    lineFault(values, 'personPhone'),
    narrativeFault(values, 'homeAddress'),
    request === null ? { field: 'request', message: 'Choose what is asked for' } : null,
    power.ok ? null : power.refusal,
    values.place.trim() === '' ? { field: 'place', message: 'Enter where they are now' } : lineFault(values, 'place'),
    narrativeFault(values, 'happening'),
    risk === null ? { field: 'riskToStaff', message: 'Choose an answer: “Not asked yet” is one' } : null,
    narrativeFault(values, 'riskDetail'),
  ]
  const found = faults.filter((fault) => fault !== null)
  if (source === null || request === null || risk === null || !birth.ok || !power.ok || found.length > 0) {
    return refuse(found)
  }
  const received = instantInput.safeParse(values.receivedAt)
  return done({
    ...namesOf(values),
    ...birth.value,
    linkTo: linkedIn(values),
    receivedAt: received.success ? received.data : now,
    source,
    request,
    placeId: values.placeId === '' ? null : values.placeId,
    councilId: values.councilId === '' ? null : values.councilId,
    riskToStaff: risk,
    power: power.value,
  })
}

/** Earlier referrals that were chosen to be linked. */
export const linkedIn = ({ linkTo }: Pick<IntakeValues, 'linkTo'>): string[] => linkTo.split(',').filter(Boolean)

const namesOf = ({
  nhsNumber,
  personPhone,
  homeAddress,
  callerName,
  callerPhone,
  lastName,
  firstName,
  place,
  happening,
  riskDetail,
}: IntakeValues) => ({
  nhsNumber: nhsNumber.trim(),
  personPhone: personPhone.trim(),
  homeAddress: homeAddress.trim(),
  callerName: callerName.trim(),
  callerPhone: callerPhone.trim(),
  lastName: lastName.trim(),
  firstName: firstName.trim(),
  place: place.trim(),
  happening,
  riskDetail,
})

type Birth = Pick<ReadCall, 'bornOn' | 'ageYears' | 'ageIsEstimate'>

function birthIn({ birth }: IntakeValues, now: Instant): Outcome<Birth, Fault> {
  if (birth.trim() === '') return done({ bornOn: null, ageYears: null, ageIsEstimate: false })
  const read = readBirthOrAge(birth, londonDayOf(now))
  if (!read.ok) return refuse({ field: 'birth', message: birthOrAgeRefusalWords(read.refusal) })
  return done(birthFacts(read.value))
}

/** A reading as a referral keeps it. */
export const birthFacts = (known: BirthOrAge): Birth =>
  known.kind === 'born'
    ? { bornOn: known.on, ageYears: null, ageIsEstimate: false }
    : { bornOn: null, ageYears: known.years, ageIsEstimate: known.estimated }

function readPower(values: IntakeValues, now: Instant): Outcome<ReadCall['power'], Fault> {
  if (!powersIn(values).asked) return done(null)
  const kind = powerIn(values)
  if (kind === null) return refuse({ field: 'powerKind', message: 'Choose which power is running' })
  if (values.startUnknown === 'yes') return done({ kind, startedAt: null, startSource: '' })
  const read = readPast(startIn(values), now)
  if (!read.ok) return refuse({ field: 'startTime', message: momentWords(read.refusal) })
  return done({ kind, startedAt: read.value, startSource: sourceWords(values) })
}

/** Who said when it started: the caller, on the telephone. @example 'PC 2208 Ilyas, Police, by telephone' */
function sourceWords(values: IntakeValues): string {
  const source = sourceIn(values)
  const words = [values.callerName.trim(), source === null ? '' : sources[source], 'by telephone'].filter(Boolean)
  return words.join(', ').slice(0, 200)
}
