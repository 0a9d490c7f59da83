import { done, refuse, type Outcome } from '../kernel/outcome.ts'
import { lineText, optionalLine } from '../kernel/text.ts'

export const USER_SCHEMA = 'urn:ietf:params:scim:schemas:core:2.0:User'
export const PATCH_SCHEMA = 'urn:ietf:params:scim:api:messages:2.0:PatchOp'

/** What the hub keeps of a person that a directory sends. Whatever else the directory sends is taken without complaint and not kept. */
export interface ScimFacts {
  readonly userName: string
  readonly externalId: string | null
  readonly givenName: string
  readonly familyName: string
  readonly displayName: string
  readonly email: string
  readonly phone: string
  readonly active: boolean
}

/** What is wrong with a request, in SCIM's own words (RFC 7644 §3.12) and in ours. */
export interface ScimWrong {
  readonly status: number
  readonly scimType?:
    | 'invalidFilter'
    | 'uniqueness'
    | 'mutability'
    | 'invalidSyntax'
    | 'invalidPath'
    | 'noTarget'
    | 'invalidValue'
  readonly detail: string
}

export const wrong = (status: number, detail: string, scimType?: ScimWrong['scimType']): ScimWrong => ({
  status,
  detail,
  ...(scimType !== undefined && { scimType }),
})
const badValue = (detail: string): ScimWrong => wrong(400, detail, 'invalidValue')

/** Nobody yet: what a new person starts from. */
export const nobody: ScimFacts = {
  userName: '',
  externalId: null,
  givenName: '',
  familyName: '',
  displayName: '',
  email: '',
  phone: '',
  active: true,
}

export const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** Whether somebody sent just this text, in any case. What is no text is not made one: `{ toString: 0 }` throws. */
export const isText = (value: unknown, text: string): boolean =>
  typeof value === 'string' && value.toLowerCase() === text.toLowerCase()

/** SCIM's names are the same in any case (RFC 7643 §2.1). The first of two that differ in case alone wins. */
export function field(from: Readonly<Record<string, unknown>>, name: string): unknown {
  const key = Object.keys(from).find((one) => one.toLowerCase() === name.toLowerCase())
  return key === undefined ? undefined : from[key]
}

/** True, false, or what Entra sends for them: "True", "False". @returns null for anything else */
export function booleanIn(value: unknown): boolean | null {
  if (typeof value === 'boolean') return value
  const text = typeof value === 'string' ? value.toLowerCase() : ''
  return text === 'true' ? true : text === 'false' ? false : null
}

/** One change to what is kept: the value checked and put in place. */
export type Change = (facts: ScimFacts, value: unknown) => Outcome<ScimFacts, ScimWrong>

const line =
  (name: 'givenName' | 'familyName' | 'displayName' | 'phone', label: string): Change =>
  (facts, value) => {
    const read = optionalLine.safeParse(value ?? '')
    return read.success
      ? done({ ...facts, [name]: read.data.trim() })
      : refuse(badValue(`${label}: ${read.error.issues[0]?.message ?? 'this cannot be used'}`))
  }

const setUserName: Change = (facts, value) => {
  const read = lineText.safeParse(value)
  if (!read.success)
    return refuse(badValue('userName: give the person’s sign-in name, one line of 1 to 200 characters.'))
  return done({ ...facts, userName: read.data.trim() })
}

const setExternalId: Change = (facts, value) => {
  if (value === null || value === undefined || value === '') return done({ ...facts, externalId: null })
  const read = lineText.safeParse(typeof value === 'number' ? String(value) : value)
  return read.success
    ? done({ ...facts, externalId: read.data })
    : refuse(badValue('externalId: give one line of 1 to 200 characters.'))
}

const setActive: Change = (facts, value) => {
  const active = booleanIn(value)
  return active === null ? refuse(badValue('active: give true or false.')) : done({ ...facts, active })
}

const setEmail: Change = (facts, value) => {
  const text = typeof value === 'string' ? value.trim().toLowerCase() : ''
  return /^[^\s@\p{Cc}\p{Cs}]+@[^\s@\p{Cc}\p{Cs}]+$/u.test(text) && text.length <= 320
    ? done({ ...facts, email: text })
    : refuse(badValue('emails: give an e-mail address, like kim@westmarch.gov.uk.'))
}

/** A list of addresses or telephones: the primary one counts, else the one for work, else the first. */
function chosenOf(value: unknown): unknown {
  if (!Array.isArray(value)) return isObject(value) ? field(value, 'value') : value
  const all = value.filter(isObject)
  const is = (one: Readonly<Record<string, unknown>>, type: string) => isText(field(one, 'type'), type)
  const found =
    all.find((one) => booleanIn(field(one, 'primary')) === true) ?? all.find((one) => is(one, 'work')) ?? all[0]
  return found === undefined ? undefined : field(found, 'value')
}

const setEmails: Change = (facts, value) => {
  const chosen = chosenOf(value)
  return chosen === undefined || chosen === null ? done(facts) : setEmail(facts, chosen)
}
const setPhone = line('phone', 'phoneNumbers')
const setPhones: Change = (facts, value) => setPhone(facts, chosenOf(value) ?? '')

const setName: Change = (facts, value) => {
  if (!isObject(value)) return refuse(badValue('name: give an object with givenName and familyName.'))
  return applyAll(facts, [
    [changes['name.givenname'], field(value, 'givenName')],
    [changes['name.familyname'], field(value, 'familyName')],
    [changes['name.formatted'], field(value, 'formatted')],
  ])
}

/** A formatted name counts only where the directory sends no display name. */
const setFormatted: Change = (facts, value) =>
  facts.displayName === '' ? line('displayName', 'name.formatted')(facts, value) : done(facts)

/** Every attribute that can be changed, by its path in lower case. */
export const changes: Readonly<Record<string, Change>> = {
  username: setUserName,
  externalid: setExternalId,
  active: setActive,
  displayname: line('displayName', 'displayName'),
  name: setName,
  'name.givenname': line('givenName', 'name.givenName'),
  'name.familyname': line('familyName', 'name.familyName'),
  'name.formatted': setFormatted,
  emails: setEmails,
  'emails.value': setEmail,
  phonenumbers: setPhones,
  'phonenumbers.value': setPhone,
}

/** Makes the changes one after the other; the first that cannot be made stops them all. What was not sent (`undefined`) stays. */
export function applyAll(
  facts: ScimFacts,
  steps: readonly (readonly [Change | undefined, unknown])[],
): Outcome<ScimFacts, ScimWrong> {
  let now = facts
  for (const [change, value] of steps) {
    if (change === undefined || value === undefined) continue
    const made = change(now, value)
    if (!made.ok) return made
    now = made.value
  }
  return done(now)
}

/**
 * Reads a whole person as a directory creates or replaces them.
 *
 * @param before what is kept already, for a replacement: `active` stays as it was when it is not sent (RFC 7644 §3.5.1)
 * @returns the refusal `invalidValue` that names the attribute
 */
export function readUser(body: unknown, before: ScimFacts = nobody): Outcome<ScimFacts, ScimWrong> {
  if (!isObject(body)) return refuse(wrong(400, 'Send one User as a JSON object.', 'invalidSyntax'))
  const schemas = field(body, 'schemas')
  if (!Array.isArray(schemas) || !schemas.some((one) => isText(one, USER_SCHEMA)))
    return refuse(wrong(400, `schemas: name ${USER_SCHEMA}.`, 'invalidSyntax'))
  const start = { ...nobody, active: before.active, email: before.email }
  const names = ['userName', 'externalId', 'active', 'displayName', 'name', 'emails', 'phoneNumbers']
  const read = applyAll(
    start,
    names.map((name) => [changes[name.toLowerCase()], field(body, name)] as const),
  )
  if (!read.ok) return read
  if (read.value.userName === '') return refuse(badValue('userName: this is needed.'))
  return done(read.value)
}

/** What the person is called on the board: the display name, else first and last name, else the sign-in name. */
export const shownName = (facts: ScimFacts): string =>
  facts.displayName || `${facts.givenName} ${facts.familyName}`.trim() || facts.userName

/** The address by which the person signs in with a password, when they have one: the e-mail, else a sign-in name that looks like one. */
export const addressOf = (facts: ScimFacts): string | null => {
  const found = [facts.email, facts.userName.toLowerCase()].find((one) => /^[^\s@]+@[^\s@]+$/.test(one))
  return found ?? null
}
