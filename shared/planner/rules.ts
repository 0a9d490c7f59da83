/** Hard rules by the name under which the checker reports them. */
export const hardRules = {
  'two-at-once': 'two shifts on one day',
  closed: 'a day or a shift they cannot work',
  locked: 'a duty that was to stay as it is',
  rest: 'too little rest before the next shift',
  'too-many-of-shift': 'more of one shift than they work',
  'too-many-hours': 'more hours than they work',
  'too-few-hours': 'fewer hours than they are due',
  'run-too-long': 'too many days in a row',
  'run-too-short': 'too few days in a row',
  'days-off-too-short': 'too few days off together',
  'too-many-weekends': 'too many weekends',
  'too-many-in-a-week': 'too many duties in a week',
  'more-than-owed': 'more duties than they owe',
} as const
export type HardRule = keyof typeof hardRules

/** A hard rule that a rota breaks: whose, on which day (the week's or run's first), and by how much in the rule's own unit. */
export interface Violation {
  readonly rule: HardRule
  readonly person: number
  readonly day: number
  readonly by: number
}

/** What a rota costs by one soft rule. `count` is how many times, or by how many, it was missed. */
export interface SoftCost {
  readonly rule: SoftRule
  readonly count: number
  readonly cost: number
}

export const softRules = {
  uncovered: 'Duties that nobody is on',
  'over-cover': 'More people than needed',
  skill: 'Times without somebody with the skill',
  wish: 'Wishes not kept',
  owed: 'Owed duties not given',
  'fair-share': 'Unsocial duties away from fair shares',
} as const
export type SoftRule = keyof typeof softRules
