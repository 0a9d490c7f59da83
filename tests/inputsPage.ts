import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { z } from 'zod'
import { doorNames, doorOf, type DoorName } from '#shared/kernel/matrix.ts'
import { root } from './tree.ts'

/** What of a command or query this page is made of. */
interface Contract {
  readonly name: string
  readonly summary: string
  readonly input: z.ZodType
  /** By which name the code knows it. */
  readonly variable: string
}

/** The parts of a JSON schema that our inputs use. */
interface Form {
  readonly type?: string
  readonly format?: string
  readonly pattern?: string
  readonly enum?: readonly unknown[]
  readonly const?: unknown
  readonly minLength?: number
  readonly maxLength?: number
  readonly minimum?: number
  readonly maximum?: number
  readonly minItems?: number
  readonly maxItems?: number
  readonly properties?: Readonly<Record<string, Form>>
  readonly required?: readonly string[]
  readonly items?: Form
  readonly anyOf?: readonly Form[]
  readonly oneOf?: readonly Form[]
  readonly allOf?: readonly Form[]
  readonly additionalProperties?: unknown
}

const isContract = (value: unknown): value is Omit<Contract, 'variable'> =>
  typeof value === 'object' && value !== null && 'name' in value && 'summary' in value && 'input' in value

/** Every command and query that a file of `shared/` declares, by name. */
export async function readContracts(): Promise<ReadonlyMap<string, Contract>> {
  const found = new Map<string, Contract>()
  for (const path of readdirSync(join(root, 'shared'), { recursive: true, encoding: 'utf8' })) {
    if (!path.endsWith('.ts') || path.endsWith('.test.ts')) continue
    const file = join(root, 'shared', path)
    if (!/\bdefine(?:Command|Query)\(/.test(readFileSync(file, 'utf8'))) continue
    const made = (await import(pathToFileURL(file).href)) as Record<string, unknown>
    for (const [variable, value] of Object.entries(made))
      if (isContract(value)) found.set(value.name, { ...value, variable })
  }
  return found
}

export const formOf = ({ input }: Pick<Contract, 'input'>): Form =>
  z.toJSONSchema(input, { io: 'input', unrepresentable: 'any', reused: 'inline' }) as Form

export interface Field {
  readonly name: string
  /** `yes`, `no`, or when: "with `power`", "in some kinds". */
  readonly needed: Needed
  readonly form: Form
}

type Needed = 'yes' | 'no' | `with ${string}` | 'in some kinds'

/** What may be left out as a whole, or be of several kinds, needs its fields only when it is there, or is of that kind. */
function neededWithin(needed: Needed, before: string, ways: readonly Form[], parts: readonly Form[]): Needed {
  if (parts.length > 1) return 'in some kinds'
  return before === '' || (needed === 'yes' && parts.length === ways.length) ? needed : `with \`${before}\``
}

/** Every field of an input, those inside others with their path: `caller.phone`, `waits[].kind`. */
export function fieldsOf(form: Form, before = '', needed: Needed = 'yes'): readonly Field[] {
  const ways = [...(form.anyOf ?? []), ...(form.oneOf ?? []), ...(form.allOf ?? [])]
  const parts = ways.filter((way) => way.properties ?? way.items ?? way.anyOf ?? way.oneOf ?? way.allOf)
  if (parts.length > 0)
    return unique(parts.flatMap((way) => fieldsOf(way, before, neededWithin(needed, before, ways, parts))))
  if (form.items && (form.items.properties ?? form.items.anyOf ?? form.items.oneOf))
    return [{ name: before, needed, form }, ...fieldsOf(form.items, `${before}[]`, `with \`${before}\``)]
  if (!form.properties) return before === '' ? [] : [{ name: before, needed, form }]
  // The fields of what may be left out are needed with it.
  const within = needed === 'no' && before !== '' ? (`with \`${before}\`` as const) : needed
  return Object.entries(form.properties).flatMap(([name, inner]) =>
    fieldsOf(inner, before === '' ? name : `${before}.${name}`, (form.required ?? []).includes(name) ? within : 'no'),
  )
}

function unique(fields: readonly Field[]): readonly Field[] {
  const byText = new Map(fields.map((field) => [`${field.name} ${sayForm(field.form)}`, field]))
  return [...byText.values()]
}

const range = (least: number | undefined, most: number | undefined, what: string): string => {
  const [from, to] = [least !== undefined && least > -1e15, most !== undefined && most < 1e15]
  if (from && to) return least === most ? `${least} ${what}` : `${least} to ${most} ${what}`
  return to ? `at most ${most} ${what}` : from ? `at least ${least} ${what}` : ''
}

const words = (...parts: readonly string[]): string => parts.filter(Boolean).join(', ')

/** What a field may hold, in words. @example sayForm({ type: 'string', maxLength: 80 }) // 'text, at most 80 characters' */
export function sayForm(form: Form): string {
  const ways = [...(form.anyOf ?? []), ...(form.oneOf ?? [])]
  if (ways.length > 0) return [...new Set(ways.map(sayForm))].join(', or ')
  if (form.const !== undefined) return `\`${JSON.stringify(form.const)}\``
  if (form.enum) return `one of ${form.enum.map((one) => `\`${String(one)}\``).join(' ')}`
  if (form.type === 'null') return 'nothing (`null`)'
  if (form.type === 'boolean') return '`true` or `false`'
  if (form.type === 'integer') return words('whole number', range(form.minimum, form.maximum, '').trim())
  if (form.type === 'number') return words('number', range(form.minimum, form.maximum, '').trim())
  if (form.type === 'array')
    return words(
      'list',
      range(form.minItems, form.maxItems, 'items'),
      form.items?.properties ? '' : form.items ? `each: ${sayForm(form.items)}` : '',
    )
  if (form.type === 'string') return sayText(form)
  return form.properties ? 'an object' : 'checked by its own rule'
}

function sayText({ format, pattern, minLength, maxLength }: Form): string {
  if (format === 'uuid') return 'id'
  const lengths = range(minLength, maxLength, 'characters')
  if (format) return words(`text in the form of ${format === 'date-time' ? 'an instant' : `a ${format}`}`, lengths)
  return words('text', lengths, pattern ? `like \`${pattern.replaceAll('|', '\\|')}\`` : '')
}

/** Text that people may fill as they like: it belongs into bodies, never into addresses. */
export const isFreeText = ({ type, format, pattern, enum: codes, const: one }: Form): boolean =>
  type === 'string' && format === undefined && pattern === undefined && codes === undefined && one === undefined

const OPENING = `# What each field may hold

For every command and query: what it takes, which permission it asks for, and what each field may hold. Written by \`npm run inputs\`
from the schemas in \`shared/\` that the server applies; a test holds it equal to them.

- **Strict**: a field that is not here is refused, so is one that is missing, of another type, too long, or not on its list. Nothing is
  coerced: \`"7"\` is no number. A refusal names the field and says what to do; it changes nothing.
- **Needed** says when: \`yes\`; \`no\`; \`with x\` when \`x\` is there and not \`null\`; \`in some kinds\` when the thing is of a kind that has it.
- **Text** is UTF-8, composed (NFC), without control characters or lone surrogates; names on
  one line, narrative with line breaks (\`shared/kernel/text.ts\`). It is kept as it was typed.
- **Bodies** are JSON of at most 128 kB, 20 levels deep; free text travels in bodies, never in addresses.
- **Fields that belong together** are checked after each by itself, on the server and in the form, and refused beside the field:

| rule                                                                                     | where                                               |
| ---------------------------------------------------------------------------------------- | --------------------------------------------------- |
| either a date of birth or an age, and one that can be                                    | \`shared/referrals/birthOrAge.ts\`                  |
| an NHS number has its check digit                                                        | \`shared/referrals/nhsNumber.ts\`                   |
| a power fits what is asked for, is there where that brings one (s136, s135, s5-2, s5-4, s4, cto-recall), and its start is neither to come nor a month old | \`shared/referrals/receive.ts\`, \`powers.ts\` |
| an extension lies inside the 24 hours and before their end; a power ends after its start | \`shared/referrals/powers.ts\`                      |
| a decision to wait names a time before the legal limit                                   | \`shared/referrals/triage.ts\`                      |
| steps of a job follow each other, none in the future or before the one before it         | \`shared/allocations/steps.ts\`                     |
| a shift ends after it starts, within a day, by somebody approved until its end           | \`shared/rota/planning.ts\`                         |
| an approval runs at most five years and acts for councils of the service                 | \`shared/register/approval.ts\`, \`amhpChecks.ts\`  |
| TOIL taken lies in the past and keeps the floor of the employer’s policy                 | \`shared/toil/ledger.ts\`, \`policy.ts\`            |
| a typed time exists, and exists once: on the nights the clocks change it is asked about  | \`shared/time/typedTime.ts\`                        |

Signing in, accounts and links are forms of their own (\`server/identity/\`), and directories send SCIM 2.0
(\`shared/identity/scimUser.ts\`, at most 128 kB); they are as strict. **Files**: nobody uploads one. The list of those who have left,
which an administrator’s program sends, is text that is read line by line (\`shared/identity/leavers.ts\`).`

/** Texts whose own rule is stricter than a length: what they are, by the last part of their name. */
const BY_RULE: readonly (readonly [name: RegExp, says: string])[] = [
  [/^(?:startsAt|endsAt|officeFrom|officeUntil)$/, 'London time of day, like `09:30`'],
  [/(?:At|By|^at)$/, 'instant in UTC, like `2026-11-12T16:43:00Z`'],
  [/(?:On|From|Day|Monday|^day|^monday|^from|^to|^upTo|^until|^change)$/, 'day that exists, like `2026-11-12`'],
  [/^nhsNumber$/, 'NHS number with its check digit'],
  [/^content$/, 'fields of the form and what was typed into them'],
]

/** What a field may hold, in words; what is only known by its own rule is said by its name. */
export function sayField({ name, form }: Field): string {
  const said = sayForm(form)
  if (!/^(?:text|checked by its own rule)(?:$|, or)/.test(said)) return said
  const last = name.split('.').at(-1)?.replace('[]', '') ?? ''
  const known = BY_RULE.find(([pattern]) => pattern.test(last))
  return known ? said.replace(/^(?:text|checked by its own rule)/, known[1]) : said
}

function partOf(name: DoorName, contract: Contract): string {
  const { is, needs, reach } = doorOf(name)
  const fields = fieldsOf(formOf(contract))
  const rows = fields.map(
    ({ name: field, needed, form }) => `| \`${field}\` | ${needed} | ${sayField({ name: field, needed, form })} |`,
  )
  const whose = {
    service: '',
    own: ', on one’s own only',
    others: ', never on one’s own',
    closed: ', on records that are closed to one',
    sight: ', on records in one’s sight',
  }[reach]
  return [
    `### ${name}`,
    `${contract.summary}. A ${is}; needs “${needs}”${whose}.`,
    ...(rows.length > 0
      ? [['| field | needed | may hold |', '| --- | --- | --- |', ...rows].join('\n')]
      : ['Takes nothing.']),
  ].join('\n\n')
}

/** The whole page, in Markdown. */
export function inputsPage(contracts: ReadonlyMap<string, Contract>): string {
  const features = [...new Set(doorNames.map((name) => name.split('.')[0] ?? ''))]
  const parts = features.map((feature) => {
    const own = doorNames.filter((name) => name.startsWith(`${feature}.`))
    const said = own.map((name) => {
      const contract = contracts.get(name)
      if (!contract) throw new Error(`${name} has no contract in shared/`)
      return partOf(name, contract)
    })
    return [`## ${feature}`, ...said].join('\n\n')
  })
  return `${[OPENING, ...parts].join('\n\n')}\n`
}
