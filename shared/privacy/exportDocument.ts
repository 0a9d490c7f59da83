import type { Instant } from '../time/instant.ts'
import { possibleNames } from './possibleNames.ts'

/** Whose words or data a part of a document is, besides the person’s own. */
export const thirdParties = {
  caller: 'Whoever rang',
  'nearest-relative': 'Nearest relative',
  colleague: 'A colleague at work',
  'somebody-named': 'Perhaps somebody else: look at it',
} as const
export type ThirdParty = keyof typeof thirdParties

/** Why a part may be withheld. The law behind each is for the data protection officer to confirm. */
export const withholdReasons = {
  'somebody-else': 'About somebody else, who has not agreed (DPA 2018 Schedule 2 paragraph 16)',
  confidence: 'Told in confidence',
  'serious-harm': 'Likely to cause serious harm (DPA 2018 Schedule 3 part 3, social work data)',
  crime: 'Would get in the way of preventing crime (DPA 2018 Schedule 2 paragraph 2)',
  legal: 'Legal advice (DPA 2018 Schedule 2 paragraph 19)',
} as const
export type WithholdReason = keyof typeof withholdReasons
export const withholdReasonCodes = Object.keys(withholdReasons) as [WithholdReason, ...WithholdReason[]]

/** A part of a line that may be withheld by itself. Its key holds numbers and names of fields, nothing of anybody. */
export interface ExportMark {
  readonly key: string
  readonly words: string
  readonly who: ThirdParty
}

export interface ExportLine {
  readonly key: string
  readonly label: string
  readonly text: string
  /** Whose the whole line is, when it is not the person’s own. */
  readonly who: ThirdParty | null
  /** Free text must be read by a human eye, whatever is marked in it. */
  readonly isFreeText: boolean
  readonly marks: readonly ExportMark[]
  /** Why it is withheld, in a document that has been made. */
  readonly withheld: WithholdReason | null
}

export interface ExportSection {
  readonly key: string
  readonly title: string
  readonly lines: readonly ExportLine[]
}

/** What somebody is given: everything held about them, in words, in sections. */
export interface ExportDocument {
  readonly madeAt: Instant
  readonly madeByName: string
  readonly serviceName: string
  readonly councilName: string
  readonly about: string
  readonly sections: readonly ExportSection[]
}

/** What is withheld: key of a line or a mark, and why. */
export type Withheld = Readonly<Record<string, WithholdReason>>

/** Nothing is decided about anybody by a machine (UK GDPR article 22): what the hub works out, a person decides upon. */
export const NO_AUTOMATED_DECISIONS =
  'No decision about anybody was made by a machine. The hub counts time, puts referrals in order and suggests who is free; people decide, and the record says who.'

export const WITHHELD = '[withheld]'

/** Lines of one section, made with keys in order: `R12.decision1` and the names of its fields. */
export const linesFor = (section: string, own: readonly string[]) => {
  const line = (field: string, label: string, text: string | null, who: ThirdParty | null, free: boolean) => {
    const key = `${section}.${field}`
    const said = (text ?? '').trim()
    const marks = free
      ? possibleNames(said, own).map((words, at) => ({
          key: `${key}.${at + 1}`,
          words,
          who: 'somebody-named' as const,
        }))
      : []
    return said === '' ? [] : [{ key, label, text: said, who, isFreeText: free, marks, withheld: null }]
  }
  return {
    /** A fact or a code in words. */
    fact: (field: string, label: string, text: string | null): readonly ExportLine[] =>
      line(field, label, text, null, false),
    /** Something of somebody else’s. */
    of: (who: ThirdParty, field: string, label: string, text: string | null): readonly ExportLine[] =>
      line(field, label, text, who, false),
    /** What somebody typed. */
    free: (field: string, label: string, text: string | null): readonly ExportLine[] =>
      line(field, label, text, null, true),
  }
}

/** Every key under which something in a document can be withheld. */
export const keysOf = ({ sections }: ExportDocument): ReadonlySet<string> =>
  new Set(sections.flatMap(({ lines }) => lines.flatMap((line) => [line.key, ...line.marks.map(({ key }) => key)])))

/** What is proposed to be withheld before anybody has looked: callers and nearest relatives. Colleagues are named in their work. */
export const proposedToWithhold = ({ sections }: ExportDocument): Withheld =>
  Object.fromEntries(
    sections
      .flatMap(({ lines }) => lines)
      .filter(({ who }) => who === 'caller' || who === 'nearest-relative')
      .map(({ key }) => [key, 'somebody-else']),
  )

/**
 * The document as it is given: what is withheld is gone from it, and says why. A mark that is withheld is taken out wherever its
 * words stand in its line; marks that are not are no longer pointed at.
 */
export function withheldFrom(document: ExportDocument, withheld: Withheld): ExportDocument {
  const given = (line: ExportLine): ExportLine => {
    const whole = withheld[line.key]
    if (whole !== undefined) return { ...line, text: WITHHELD, marks: [], withheld: whole }
    const gone = line.marks.filter(({ key }) => withheld[key] !== undefined)
    // The longest first, so that a name that holds another is taken out whole.
    const text = gone
      .toSorted((a, b) => b.words.length - a.words.length)
      .reduce((left, { words }) => left.replaceAll(words, WITHHELD), line.text)
    return { ...line, text, marks: [], withheld: withheld[gone[0]?.key ?? ''] ?? null }
  }
  return {
    ...document,
    sections: document.sections.map((section) => ({ ...section, lines: section.lines.map(given) })),
  }
}
