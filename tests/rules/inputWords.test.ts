import { beforeAll, expect, it } from 'vitest'
import { z } from 'zod'
import { doorNames } from '#shared/kernel/matrix.ts'
import { partnerReferral } from '#shared/partners/referral.ts'
import { invalid } from '#server/kernel/problems.ts'
import { formOf, readContracts } from '#tests/inputsPage.ts'

/** What a schema library says by itself. Nobody at a desk or at a partner's programme is to read it. */
const LIBRARY =
  /Invalid (?:input|option|key|value|string|number|discriminator|UUID|ISO|email|URL)|\bexpected\b|\breceived\b|Too (?:big|small)|Unrecognized|must (?:match|start|end|include)|\bundefined\b|\bNaN\b|\[object/

interface Form {
  readonly properties?: Readonly<Record<string, Form>>
  readonly items?: Form
  readonly anyOf?: readonly Form[]
  readonly oneOf?: readonly Form[]
  readonly allOf?: readonly Form[]
}

const LONG = 'x'.repeat(20_001)
const WRONG: readonly unknown[] = [
  null,
  '',
  ' ',
  'x',
  LONG,
  '\u0000',
  'two\nlines',
  -1,
  0,
  0.5,
  1e12,
  Number.MAX_VALUE,
  true,
  [],
  ['x'],
  Array.from({ length: 1_001 }, () => 'x'),
  [null],
  {},
  { kind: 'x' },
  { aFieldThatNobodyKnows: 1 },
]

const partsOf = (form: Form): readonly Form[] => [
  form,
  ...(form.anyOf ?? []),
  ...(form.oneOf ?? []),
  ...(form.allOf ?? []),
]

/** Inputs that are wrong in one place: each field at each depth left out, of another type, too long, too much, of no known kind. */
function* wrongInputs(form: Form, depth = 0): Generator<unknown> {
  yield* WRONG
  if (depth > 4) return
  for (const part of partsOf(form)) {
    const names = Object.keys(part.properties ?? {})
    for (const [name, inner] of Object.entries(part.properties ?? {})) {
      for (const wrong of wrongInputs(inner, depth + 1)) yield { [name]: wrong }
      // With every field there at once, each is told apart.
      yield Object.fromEntries(names.map((one) => [one, 'x']))
    }
    if (part.items) for (const wrong of wrongInputs(part.items, depth + 1)) yield [wrong]
    if (part !== form) yield* wrongInputs(part, depth + 1)
  }
}

const saysOf = (input: z.ZodType, sent: unknown): readonly string[] => {
  const read = input.safeParse(sent)
  if (read.success) return []
  const { body } = invalid(read.error.issues)
  const fields = (body['fields'] ?? []) as readonly { readonly message: string }[]
  return [body.message, ...fields.map(({ message }) => message)]
}

let contracts: Awaited<ReturnType<typeof readContracts>>
beforeAll(async () => {
  contracts = await readContracts()
})

it('says what is wrong with an input in plain English, at every command, query and partner’s door', () => {
  const inputs: readonly (readonly [name: string, input: z.ZodType])[] = [
    ...doorNames.map((name) => [name, contracts.get(name)?.input ?? z.never()] as const),
    ['partner/v1/referrals', partnerReferral],
  ]
  let tried = 0
  const found = new Set<string>()
  for (const [name, input] of inputs) {
    for (const sent of [undefined, ...wrongInputs(formOf({ input }))]) {
      tried += 1
      for (const message of saysOf(input, sent)) {
        const [, own = message] = /^[^:]*: (.*)$/s.exec(message) ?? []
        if (LIBRARY.test(own) || own.trim() === '') found.add(`${name}: ${message.slice(0, 120)}`)
      }
    }
  }
  console.info(`inputs: ${tried} wrong inputs at ${inputs.length} doors, ${found.size} answered in a library's words`)
  expect([...found]).toEqual([])
  expect(tried).toBeGreaterThan(10_000)
})

it('names the field as people read it, and tells a thing of several kinds by the kind that was meant', () => {
  const shape = z.strictObject({
    power: z.strictObject({ startedAt: z.int() }),
    waits: z.array(z.union([z.null(), z.strictObject({ kind: z.string().max(3) })])),
    what: z.discriminatedUnion('is', [
      z.strictObject({ is: z.literal('bed') }),
      z.strictObject({ is: z.literal('doctor') }),
    ]),
  })
  const wrong = (sent: unknown): readonly string[] => saysOf(shape, sent)
  const right = { power: { startedAt: 1 }, waits: [], what: { is: 'bed' } }
  expect(wrong({ ...right, power: {} })[0]).toBe('Power, started at: This is needed.')
  expect(wrong({ ...right, waits: [{ kind: 'long' }] })[0]).toBe('Waits 1, kind: Use 3 characters or fewer')
  expect(wrong({ ...right, what: { is: 'x' } })[0]).toBe('What, is: Choose one of: bed, doctor.')
  expect(wrong({ ...right, what: {} })[0]).toBe('What, is: This is needed.')
  expect(wrong({ ...right, more: 1 })[0]).toBe('More: This field is not known here. Leave it out.')
})
