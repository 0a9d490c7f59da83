import { z } from 'zod'
import { callBackText } from '../kernel/telephone.ts'
import { lineText, narrative, optionalLine } from '../kernel/text.ts'
import { powerKinds } from '../referrals/clockRules.ts'
import { optionalNhsNumberInput } from '../referrals/nhsNumber.ts'
import { requestCodes, riskAnswerCodes } from '../referrals/referral.ts'
import { instantInput } from '../time/instant.ts'
import { londonDayInput } from '../time/london.ts'

/** What a partner sends: the facts of the quick form, and what it calls this referral itself. Every field is there, whatever is known. */
export const partnerReferral = z.strictObject({
  externalId: z
    .string()
    .regex(/^[A-Za-z0-9][A-Za-z0-9._:-]{0,63}$/, 'Use up to 64 letters, digits, dots, colons, hyphens and underscores')
    .describe('What you call this referral. The same one sent again is one referral.'),
  serviceId: z.uuid().describe('The service that you mean: it must be the one that your key is for.'),
  request: z.enum(requestCodes).describe('What is asked for.'),
  caller: z
    .strictObject({ name: optionalLine, phone: callBackText })
    .describe('Who can be rung back about this, now and when their office is closed.'),
  person: z
    .strictObject({
      lastName: lineText.describe('“Unknown” if nobody knows it.'),
      firstName: optionalLine,
      bornOn: londonDayInput.nullable(),
      ageYears: z.int().min(0).max(125).nullable(),
      ageIsEstimate: z.boolean(),
      nhsNumber: optionalNhsNumberInput.describe('Ten digits with their check digit, or empty.'),
      phone: optionalLine,
      homeAddress: narrative,
    })
    .describe('A date of birth or an age, not both; neither when neither is known.'),
  place: lineText.describe('Where they are now.'),
  happening: narrative.describe('What is happening.'),
  riskToStaff: z.enum(riskAnswerCodes).describe('“not-asked” is an answer, and never the same as “none-known”.'),
  riskDetail: narrative,
  power: z
    .strictObject({ kind: z.enum(powerKinds), startedAt: instantInput.nullable(), startSource: optionalLine })
    .nullable()
    .describe('A legal power that runs, with its start; a start that nobody knows yet is null.'),
})
export type PartnerReferral = z.output<typeof partnerReferral>
export type PartnerSends = z.input<typeof partnerReferral>

/** Only an answer with a reference means that the referral has been accepted. */
export const partnerAccepted = z.strictObject({
  reference: z.string().describe('Say it on the telephone: R-2424.'),
  externalId: z.string(),
  acceptedAt: z.string().describe('An instant in UTC.'),
  again: z.boolean().describe('True when this very referral had arrived before: nothing was saved twice.'),
})

export type PartnerAccepted = z.output<typeof partnerAccepted>

export const partnerSent = z.strictObject({
  sent: z.array(
    z.strictObject({
      externalId: z.string(),
      reference: z.string(),
      acceptedAt: z.string(),
      stage: z.enum(['waiting-for-triage', 'being-considered', 'closed']),
    }),
  ),
  next: z.string().nullable().describe('Ask again after this instant for more; null when that is all.'),
})

export const partnerNo = z.object({
  code: z.string(),
  message: z.string().describe('What is wrong and what to do, in plain words.'),
  accepted: z.literal(false),
  field: z.string().optional(),
})

/** A referral that nothing is wrong with, for the document and for trying the interface. */
export const partnerExample = (serviceId: string, externalId = 'WP-2026-11-12-0042'): PartnerSends => ({
  externalId,
  serviceId,
  request: 's136',
  caller: { name: 'PC 2208 Ilyas', phone: '07700 900 318' },
  person: {
    lastName: 'Whitlock',
    firstName: 'Jean',
    bornOn: '1955-02-14',
    ageYears: null,
    ageIsEstimate: false,
    nhsNumber: '',
    phone: '',
    homeAddress: '',
  },
  place: 'Place of safety, St Aldhelm’s Hospital, Kelsham WM4 2QT',
  happening: 'Found walking on the A41 near Norbeck, very cold.',
  riskToStaff: 'not-asked',
  riskDetail: '',
  power: { kind: 's136', startedAt: '2026-11-12T16:20:00.000Z', startSource: 'Force control room log' },
})
