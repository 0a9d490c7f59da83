import { partnerApi } from './openapi.ts'
import { partnerExample } from './referral.ts'
import { REPLAY_MINUTES, SIGNING_SCHEME } from './signing.ts'

interface Form {
  readonly type?: string | readonly string[]
  readonly description?: string
  readonly enum?: readonly unknown[]
  readonly maxLength?: number
  readonly properties?: Readonly<Record<string, Form>>
  readonly anyOf?: readonly Form[]
}

function typeOf(form: Form): string {
  if (form.enum) return form.enum.map((one) => `\`${String(one)}\``).join(' ')
  if (form.anyOf) return form.anyOf.map((way) => (way.properties ? 'object' : typeOf(way))).join(' or ')
  if (form.properties) return 'object'
  if (form.type === undefined) return 'text, by its own rule'
  const length = form.maxLength === undefined ? '' : `, at most ${form.maxLength} characters`
  return `${typeof form.type === 'string' ? form.type : form.type.join(' or ')}${length}`
}

function rowsOf(form: Form, before = ''): readonly string[] {
  const ways = form.anyOf?.find(({ properties }) => properties) ?? form
  return Object.entries(ways.properties ?? {}).flatMap(([name, inner]) => {
    const path = before === '' ? name : `${before}.${name}`
    return [`| \`${path}\` | ${typeOf(inner)} | ${inner.description ?? ''} |`, ...rowsOf(inner, path)]
  })
}

/** The page that a partner's developer reads, in Markdown: made from the same schemas as the server's answers. */
export function partnerApiPage(): string {
  const { paths, components } = partnerApi()
  const { post } = paths['/partner/v1/referrals']
  const answers = Object.entries(post.responses).map(([status, { description }]) => `| ${status} | ${description} |`)
  return `# Referrals from partners

For police, wards and liaison teams whose own system sends referrals. Written by \`npm run partner-api\` from the schemas that the server
applies; a test holds it equal to them. The same as an OpenAPI 3.1 document: \`GET /partner/v1/openapi.json\`.

**Only 201 with a reference means that a referral has been accepted.** Anything else, or no answer, means that it was NOT accepted:
telephone the AMHP service. A referral arrives un-triaged, under the name of your organisation, and a person decides what becomes of it.

## A key

An administrator of the AMHP service makes it for your organisation, says what it may be used for, and can end it at once. Its secret is
shown once. The hub keeps only the secret’s SHA-256, which is what signs, in a place that its own server cannot read.

## Signing

The signing key is the SHA-256 of the secret’s text, 32 bytes. What is signed is six lines of text, with a line feed between them and none
at the end:

\`\`\`
${SIGNING_SCHEME}
POST
/partner/v1/referrals
2026-11-12T16:43:00.000Z
a fresh UUID
SHA-256 of the body, in hexadecimal
\`\`\`

HMAC-SHA-256 of that, in hexadecimal, goes into \`Duty-Hub-Signature: v1=…\`, beside \`Duty-Hub-Key\`, \`Duty-Hub-Timestamp\` and
\`Duty-Hub-Nonce\`. A signature counts for ${REPLAY_MINUTES} minutes and once. To send the same referral again, sign it afresh with a new nonce and
the same \`externalId\`: you get the same reference, and nothing is saved twice.

## POST /partner/v1/referrals

Every field is sent, whatever is known: empty text, \`null\` or “not asked” where nothing is. A field that is not here is refused.

| field | may hold | what it is |
| --- | --- | --- |
${rowsOf(components.schemas.Referral as Form).join('\n')}

\`\`\`json
${JSON.stringify(partnerExample('00000000-0000-4000-8000-000000000000'), null, 2)}
\`\`\`

| status | what it means |
| --- | --- |
${answers.join('\n')}

## GET /partner/v1/referrals?after=…

What has arrived from you, the oldest first, 500 at a time, with \`next\` to go on from: \`externalId\`, \`reference\`, \`acceptedAt\` and a stage
(\`waiting-for-triage\`, \`being-considered\`, \`closed\`). Compare it with what you sent once an hour: what is not in it was not accepted.

## Without a system of your own

The administrator can make a link to a web form instead, for one ward or office. It takes the same facts, sends them by the same way, and
says “Accepted” with the reference, or “NOT SENT” with the number to telephone. What is typed stays in the page until it was accepted and
is written nowhere else; the page shows nothing of anybody who was referred before. Whoever has the link can send under your name and do
nothing else, so keep it as you would a key, and say at once when it is lost: it can be ended.
`
}
