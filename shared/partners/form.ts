import { z } from 'zod'
import type { IntakeField, ReadCall } from '../referrals/intake.ts'
import { sourceCodes } from '../referrals/referral.ts'
import type { PartnerSends } from './referral.ts'

/** Where the web form stands. */
export const FORM_PATH = '/refer'

/** What the web form is told of both ends: nothing of anybody. */
export const partnerForm = z.strictObject({
  serviceId: z.uuid(),
  service: z.string(),
  partner: z.string(),
  source: z.enum(sourceCodes),
  /** The hub's telephone, for whenever something is not accepted. */
  phone: z.string(),
})
export type PartnerForm = z.output<typeof partnerForm>

export interface FormKey {
  readonly keyId: string
  readonly secret: string
}

/** The link that an administrator hands over. The key stands behind the `#`, which no server, proxy or log is ever told. */
export const formLink = (origin: string, { keyId, secret }: FormKey): string =>
  `${origin}${FORM_PATH}#${keyId}.${secret}`

/**
 * The key in the address of the form, or `null` when what stands there is none.
 *
 * @example keyInLink('#7e1c2b60-0000-4000-8000-000000000001.dhp_…')?.keyId // '7e1c2b60-0000-4000-8000-000000000001'
 */
export function keyInLink(fragment: string): FormKey | null {
  const [, keyId, secret] = /^#([0-9a-f-]{36})\.(dhp_[\w-]{43})$/.exec(fragment) ?? []
  return keyId === undefined || secret === undefined ? null : { keyId, secret }
}

/** What was read from the form, as a partner's own system would send it. */
export const sendsOf = (read: ReadCall, { serviceId }: PartnerForm, externalId: string): PartnerSends => ({
  externalId,
  serviceId,
  request: read.request,
  caller: { name: read.callerName, phone: read.callerPhone },
  person: {
    lastName: read.lastName,
    firstName: read.firstName,
    bornOn: read.bornOn,
    ageYears: read.ageYears,
    ageIsEstimate: read.ageIsEstimate,
    nhsNumber: read.nhsNumber,
    phone: read.personPhone,
    homeAddress: read.homeAddress,
  },
  place: read.place,
  happening: read.happening,
  riskToStaff: read.riskToStaff,
  riskDetail: read.riskDetail,
  power: read.power && { ...read.power, startSource: read.callerName },
})

/** Facts with the name under which they are sent. */
export interface NamedFacts {
  readonly externalId: string
  readonly facts: string
}

/**
 * The name under which facts are sent. The same facts sent again keep theirs, so that a referral whose answer was lost on the way counts
 * once. Changed facts get another: one referral too many is seen on the board, one too few is not.
 *
 * @param fresh a new UUID, for when a name is needed
 */
export const nameFor = (facts: string, before: NamedFacts | null, fresh: string): NamedFacts =>
  before?.facts === facts ? before : { externalId: `form-${fresh}`, facts }

const boxes: Readonly<Record<string, IntakeField>> = {
  request: 'request',
  'caller.name': 'callerName',
  'caller.phone': 'callerPhone',
  'person.lastName': 'lastName',
  'person.firstName': 'firstName',
  'person.bornOn': 'birth',
  'person.ageYears': 'birth',
  'person.nhsNumber': 'nhsNumber',
  'person.phone': 'personPhone',
  'person.homeAddress': 'homeAddress',
  place: 'place',
  happening: 'happening',
  riskToStaff: 'riskToStaff',
  riskDetail: 'riskDetail',
  'power.kind': 'powerKind',
  'power.startedAt': 'startTime',
}

/** The box of the form in which a field of what is sent was typed; `null` for what nobody typed. */
export const boxOfField = (field: string | undefined): IntakeField | null => boxes[field ?? ''] ?? null
