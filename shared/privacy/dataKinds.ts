/** How much harm it would do if what a column holds were seen by somebody who should not see it, the least first. */
export const dataClasses = {
  public: 'Known to anybody, or about nobody',
  staff: 'About a colleague at work: name, shifts, hours, TOIL',
  personal: 'Says who a referred person or a caller is, or stands for them: names, addresses, numbers, ids',
  special: 'Health, crisis and legal powers of a referred person (UK GDPR article 9)',
  restricted:
    'Who looked at whom, complaints, holds: seen by few, and never by those whom it is about without a reason',
  secret: 'Opens a door: hashes of passwords and tokens, keys',
} as const
export type DataClass = keyof typeof dataClasses

/** What it is held for. */
export const purposes = {
  'run the service': 'To run the service: its name, its lists and its settings',
  'sign people in': 'To know which colleague is asking, and to let nobody else in',
  'act under the Mental Health Act': 'To take referrals and to consider them under the Mental Health Act 1983',
  'plan the rota': 'To have an AMHP on duty at every hour, rested and approved',
  'keep the register': 'To keep the register of AMHPs that SI 2008/1206 asks for',
  'account for hours': 'To account for hours worked late and given back',
  'show who did what': 'To show who did what and who saw what, and to find misuse',
  'answer people’s rights':
    'To answer requests of people about their data, and to keep and release records when it is time',
} as const
export type Purpose = keyof typeof purposes

/** Why it is lawful: text for the council’s record of processing. The data protection officer confirms it. */
export const lawfulBases = {
  'public task, health and social care':
    'UK GDPR article 6(1)(e) (public task, Mental Health Act 1983 s.13) and article 9(2)(g) and (h) with DPA 2018 Schedule 1 (health or social care; statutory functions; safeguarding)',
  'public task, staff': 'UK GDPR article 6(1)(e): running a statutory service; article 9(2)(b) where sickness is shown',
  'legal obligation, staff':
    'UK GDPR article 6(1)(c): Working Time Regulations 1998, SI 2008/1206 and records for the payroll',
  'legal obligation, accountability':
    'UK GDPR article 6(1)(c): articles 5(2), 12 to 21, 30 and 32 (accountability, people’s rights, security)',
  'no personal data': 'Holds nothing about anybody',
} as const
export type LawfulBasis = keyof typeof lawfulBases

/** The groups that one retention rule each is about. `retention_rules` holds the rules, with the day from which each applies. */
export const recordClasses = {
  referral: 'Referrals, with everything that was written about the person',
  register: 'Register of AMHPs',
  rota: 'Rota and days away',
  toil: 'TOIL claims and ledger',
  account: 'Accounts and people of the service',
  session: 'Sessions, links and tries at sign-in',
  draft: 'Calls being written down',
  answer: 'Answers kept so that a command sent twice happens once',
  audit: 'Events, and who looked at what',
  rights: 'Requests of people about their data, holds and releases',
  service: 'The service itself: lists, templates, policies, settings',
} as const
export type RecordClass = keyof typeof recordClasses

/** `emptied`: a release takes the words away and leaves the row, with its ids and codes, as a tombstone. */
export type ColumnSays = DataClass | `${DataClass}, emptied`

/** One table, with what is the same for all its columns, and each column by name. */
export interface TableData {
  readonly table: string
  readonly holds: string
  readonly purpose: Purpose
  readonly basis: LawfulBasis
  readonly keep: RecordClass
  /** In words, for people; `shared/kernel` and the database decide it. */
  readonly seenBy: string
  readonly columns: Readonly<Record<string, ColumnSays>>
}

export interface ColumnData extends Pick<TableData, 'table' | 'purpose' | 'basis' | 'keep' | 'seenBy'> {
  readonly column: string
  readonly class: DataClass
  readonly emptied: boolean
}

const EMPTIED = ', emptied'

/** The map, a line a column. */
export const columnsOf = (tables: readonly TableData[]): readonly ColumnData[] =>
  tables.flatMap(({ columns, table, purpose, basis, keep, seenBy }) =>
    Object.entries(columns).map(([column, says]) => ({
      table,
      purpose,
      basis,
      keep,
      seenBy,
      column,
      class: says.replace(EMPTIED, '') as DataClass,
      emptied: says.endsWith(EMPTIED),
    })),
  )
