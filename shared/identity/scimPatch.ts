import { done, refuse, type Outcome } from '../kernel/outcome.ts'
import {
  applyAll,
  changes,
  field,
  isObject,
  isText,
  PATCH_SCHEMA,
  wrong,
  type Change,
  type ScimFacts,
  type ScimWrong,
} from './scimUser.ts'

const MOST_OPERATIONS = 100
const CORE = 'urn:ietf:params:scim:schemas:core:2.0:user:'
/** name, name.sub, name[filter], name[filter].sub, each perhaps with a schema's name in front. */
const PATH = /^(?:urn:[\w.:-]+:)?[a-z$][\w$-]*(?:\[[^[\]]{1,200}\])?(?:\.[a-z$][\w$-]*)?$/i

type Step = readonly [Change | undefined, unknown]

/**
 * Applies a PATCH as directories send it (RFC 7644 §3.5.2), in the order sent, all or nothing:
 *
 * - Entra: `{ op: 'Replace', path: 'active', value: 'False' }`, operations with capital letters, `emails[type eq "work"].value`
 * - Okta: `{ op: 'replace', value: { active: false } }` without a path
 * - names with the schema in front, names with dots inside a path-less value
 *
 * A well-formed path that the hub does not keep (a job title, a department) is passed over, as RFC 7643 lets a service choose.
 *
 * @returns `invalidSyntax`, `invalidPath`, `noTarget`, `mutability` or `invalidValue`, with a sentence
 */
export function applyPatch(facts: ScimFacts, body: unknown): Outcome<ScimFacts, ScimWrong> {
  const operations = operationsIn(body)
  if (!operations.ok) return operations
  let now = facts
  for (const operation of operations.value) {
    const steps = stepsOf(operation)
    if (!steps.ok) return steps
    const made = applyAll(now, steps.value)
    if (!made.ok) return made
    now = made.value
  }
  return done(now)
}

function operationsIn(body: unknown): Outcome<readonly Readonly<Record<string, unknown>>[], ScimWrong> {
  const bad = (detail: string) => refuse(wrong(400, detail, 'invalidSyntax'))
  if (!isObject(body)) return bad('Send a PatchOp as a JSON object.')
  const schemas = field(body, 'schemas')
  if (!Array.isArray(schemas) || !schemas.some((one) => isText(one, PATCH_SCHEMA)))
    return bad(`schemas: name ${PATCH_SCHEMA}.`)
  const operations = field(body, 'Operations')
  if (!Array.isArray(operations) || operations.length === 0) return bad('Operations: send at least one.')
  if (operations.length > MOST_OPERATIONS) return bad(`Operations: send ${MOST_OPERATIONS} at most.`)
  const all = operations.filter(isObject)
  return all.length === operations.length ? done(all) : bad('Operations: each is an object with op, path and value.')
}

function stepsOf(operation: Readonly<Record<string, unknown>>): Outcome<readonly Step[], ScimWrong> {
  const sent = field(operation, 'op')
  const op = typeof sent === 'string' ? sent.toLowerCase() : ''
  const path = field(operation, 'path')
  const value = field(operation, 'value')
  if (op !== 'add' && op !== 'replace' && op !== 'remove')
    return refuse(wrong(400, 'op: use add, replace or remove.', 'invalidSyntax'))
  if (path !== undefined && path !== null && typeof path !== 'string')
    return refuse(wrong(400, 'path: give text, like name.familyName.', 'invalidPath'))
  const place = path ?? ''
  if (op === 'remove')
    return place === '' ? refuse(wrong(400, 'remove: say which attribute in path.', 'noTarget')) : removal(place)
  if (value === undefined) return refuse(wrong(400, `${op}: give a value.`, 'invalidValue'))
  if (place !== '') return stepAt(place, value)
  if (!isObject(value)) return refuse(wrong(400, 'Without a path, value is an object of attributes.', 'invalidValue'))
  return stepsIn(value)
}

/** Without a path, each key of the value is a path of its own. */
function stepsIn(value: Readonly<Record<string, unknown>>): Outcome<readonly Step[], ScimWrong> {
  const steps: Step[] = []
  for (const [key, inner] of Object.entries(value)) {
    // An extension's block, like the enterprise one, holds nothing that the hub keeps.
    if (/^urn:/i.test(key) && isObject(inner)) continue
    const step = stepAt(key, inner)
    if (!step.ok) return step
    steps.push(...step.value)
  }
  return done(steps)
}

function stepAt(path: string, value: unknown): Outcome<readonly Step[], ScimWrong> {
  const name = nameIn(path)
  if (!name.ok) return name
  return done([[Object.hasOwn(changes, name.value) ? changes[name.value] : undefined, value]])
}

/** What an attribute becomes when it is removed. A person without a sign-in name, or neither here nor gone, is not a person. */
function removal(path: string): Outcome<readonly Step[], ScimWrong> {
  const name = nameIn(path)
  if (!name.ok) return name
  if (name.value === 'username' || name.value === 'active')
    return refuse(wrong(400, `${path} cannot be removed. Replace it, or delete the person.`, 'mutability'))
  // The address stays: it is how the person signs in.
  if (name.value.startsWith('emails')) return done([])
  if (name.value === 'name')
    return done([
      [changes['name.givenname'], ''],
      [changes['name.familyname'], ''],
    ])
  return done([[Object.hasOwn(changes, name.value) ? changes[name.value] : undefined, '']])
}

/**
 * The attribute a path leads to, in lower case. Of several addresses or telephones the hub keeps one, so a filter for the one at
 * work (or the primary one) leads to it, and a filter for any other leads past it.
 */
function nameIn(path: string): Outcome<string, ScimWrong> {
  const plain = path.trim()
  if (plain.length > 300 || !PATH.test(plain))
    return refuse(wrong(400, 'path: this is not a path of SCIM.', 'invalidPath'))
  const core = plain.toLowerCase().startsWith(CORE) ? plain.slice(CORE.length).toLowerCase() : plain.toLowerCase()
  const [, name = '', filter, sub = ''] = /^([^[\].]+)(?:\[(.+)\])?(?:\.(.+))?$/.exec(core) ?? []
  if (filter === undefined) return done(core)
  const ours =
    name === 'emails' ? /^(type eq "work"|primary eq "?true"?)$/ : /^(type eq "(work|mobile)"|primary eq "?true"?)$/
  if (!ours.test(filter)) return done('another')
  return done(sub === '' ? name : `${name}.${sub}`)
}
