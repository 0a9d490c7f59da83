import type { SentTo } from '#shared/kernel/command.ts'
import type { CouncilId, EmployerId, PersonId, PlaceId } from '#shared/kernel/ids.ts'
import { checkAmhp } from '#shared/register/amhpChecks.ts'
import type { addAmhp, AmhpRow, contracts, genders, professions, Register, Skill } from '#shared/register/contract.ts'
import type { ApprovalCondition } from '#shared/register/conditions.ts'
import { registerWords } from '#shared/register/words.ts'
import { isLondonDay, londonDay, type LondonDay } from '#shared/time/london.ts'
import { formatMinutes } from '#shared/time/minutes.ts'
import { contractedHoursWords, readContractedHours } from './contractedHours.ts'

/** An entry of the register as it is typed. Empty text is "not answered yet". */
export interface AmhpEntryText {
  readonly existingPersonId: string
  readonly name: string
  readonly phone: string
  readonly profession: string
  readonly approvingCouncilId: string
  readonly approvedOn: string
  readonly approvalEndsOn: string
  readonly conditions: readonly ApprovalCondition[]
  readonly conditionWords: string
  readonly actingForCouncilIds: readonly string[]
  readonly employerId: string
  readonly contract: string
  readonly contractedHours: string
  /** From which day contract, hours and employer are as they stand; empty for today. */
  readonly contractFrom: string
  readonly homeTeam: string
  readonly baseId: string
  readonly needsBuddy: boolean
  readonly gender: string
  readonly languages: string
  readonly skills: readonly Skill[]
}

export interface EntryError {
  readonly field: string
  readonly message: string
}

/** The form as it begins: an entry of the register, or empty with what there is only one of chosen. */
export function entryTextOf(row: AmhpRow | null, lists: Pick<Register, 'councils' | 'employers'>): AmhpEntryText {
  const actedFor = lists.councils.filter((council) => council.actedFor)
  return {
    existingPersonId: '',
    name: row?.name ?? '',
    phone: row?.phone ?? '',
    profession: row?.profession ?? '',
    approvingCouncilId: row?.approvingCouncilId ?? onlyOne(actedFor),
    approvedOn: row?.approvedOn ?? '',
    approvalEndsOn: row?.approvalEndsOn ?? '',
    conditions: row?.conditions.codes ?? [],
    conditionWords: row?.conditions.words ?? '',
    actingForCouncilIds: row ? actingForIn(row, actedFor) : actedFor.length === 1 ? [onlyOne(actedFor)] : [],
    employerId: row?.employerId ?? onlyOne(lists.employers.filter(({ ended }) => !ended)),
    contract: row?.contract ?? '',
    contractedHours: row ? formatMinutes(row.contractedMinutesPerWeek) : '',
    contractFrom: '',
    homeTeam: row?.homeTeam ?? '',
    baseId: row?.baseId ?? '',
    needsBuddy: row?.needsBuddy ?? false,
    gender: row?.gender ?? 'not-said',
    languages: row?.languages.join(', ') ?? '',
    skills: row?.skills ?? [],
  }
}

/**
 * A council whose last day is over is not asked for any more, and who acts for it stays as it was. Whoever acts for no other keeps it here
 * too: their telephone can be put right without giving them a council that has not authorised them.
 */
function actingForIn({ actingForCouncilIds: all }: AmhpRow, actedFor: readonly { readonly id: string }[]) {
  const today = all.filter((id) => actedFor.some((council) => council.id === id))
  return today.length > 0 ? today : all
}

const onlyOne = (list: readonly { readonly id: string }[]): string => (list.length === 1 ? (list[0]?.id ?? '') : '')

const missing: readonly (readonly [keyof AmhpEntryText, string])[] = [
  ['name', 'Enter their name'],
  ['profession', 'Choose their profession'],
  ['approvingCouncilId', 'Choose the council that approved them'],
  ['approvedOn', 'Enter the first day of their approval'],
  ['approvalEndsOn', 'Enter the last day of their approval'],
  ['employerId', 'Choose their employer'],
  ['contract', 'Choose how they are contracted'],
  ['contractedHours', 'Enter their hours a week, or 0'],
  ['homeTeam', 'Enter their team'],
]

type Read =
  | { readonly errors: readonly EntryError[]; readonly entry: null }
  | { readonly errors: readonly []; readonly entry: SentTo<typeof addAmhp> }

/** Reads the whole form with the same rules as the hub: what is wrong with each field, or what to send. */
export function readEntry(text: AmhpEntryText, lists: Register, today: LondonDay): Read {
  const errors: EntryError[] = missing
    .filter(([field]) => String(text[field]).trim() === '')
    .map(([field, message]) => ({ field, message }))
  if (text.actingForCouncilIds.length === 0) {
    errors.push({ field: 'actingForCouncilIds', message: 'Choose at least one council they act for' })
  }
  const hours = readContractedHours(text.contractedHours)
  if (!hours.ok && text.contractedHours.trim() !== '') {
    errors.push({ field: 'contractedHours', message: contractedHoursWords[hours.refusal.code] })
  }
  if (errors.length > 0 || !hours.ok || !isLondonDay(text.approvedOn) || !isLondonDay(text.approvalEndsOn)) {
    return {
      errors: errors.length > 0 ? errors : [{ field: 'approvedOn', message: 'Enter days that exist' }],
      entry: null,
    }
  }
  const entry = entryIn(text, hours.value)
  const checked = checkAmhp(entry, lists, today)
  if (checked.ok) return { errors: [], entry }
  return {
    errors: [
      {
        field: 'field' in checked.refusal ? boxOf(checked.refusal.field) : '',
        message: registerWords(checked.refusal),
      },
    ],
    entry: null,
  }
}

/** What the contract calls a field, and the form a box. @example boxOf('conditions.words') // 'conditionWords' */
export const boxOf = (field: string): string =>
  field.startsWith('languages')
    ? 'languages'
    : field.startsWith('conditions')
      ? 'conditionWords'
      : field === 'contractedMinutesPerWeek'
        ? 'contractedHours'
        : field

// What the lists offer is what the contract takes; the hub checks each again.
const entryIn = (text: AmhpEntryText, contractedMinutesPerWeek: number) => ({
  existingPersonId: text.existingPersonId === '' ? null : (text.existingPersonId as PersonId),
  name: text.name.trim(),
  phone: text.phone.trim(),
  profession: text.profession as keyof typeof professions,
  approvingCouncilId: text.approvingCouncilId as CouncilId,
  approvedOn: londonDay(text.approvedOn),
  approvalEndsOn: londonDay(text.approvalEndsOn),
  conditions: { codes: [...text.conditions], words: text.conditionWords.trim() },
  actingForCouncilIds: text.actingForCouncilIds as CouncilId[],
  employerId: text.employerId as EmployerId,
  contract: text.contract as keyof typeof contracts,
  contractedMinutesPerWeek,
  homeTeam: text.homeTeam.trim(),
  baseId: text.baseId === '' ? null : (text.baseId as PlaceId),
  needsBuddy: text.needsBuddy,
  gender: text.gender as keyof typeof genders,
  skills: [...text.skills],
  languages: text.languages
    .split(',')
    .map((one) => one.trim())
    .filter((one) => one !== ''),
})
