import { z } from 'zod'
import { partnerAccepted, partnerExample, partnerNo, partnerReferral, partnerSent } from './referral.ts'
import { REPLAY_MINUTES } from './signing.ts'

const schemaOf = (schema: z.ZodType): unknown => {
  const { $schema: _, ...rest } = z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any', reused: 'inline' })
  return rest
}

const header = (name: string, description: string, schema: object) => ({
  name,
  in: 'header',
  required: true,
  description,
  schema,
})

const signature = [
  header('Duty-Hub-Key', 'The id of your key.', { type: 'string', format: 'uuid' }),
  header('Duty-Hub-Timestamp', `The time of signing, in UTC. It counts for ${REPLAY_MINUTES} minutes.`, {
    type: 'string',
    format: 'date-time',
  }),
  header('Duty-Hub-Nonce', 'A fresh UUID for every request, also when the same is sent again.', {
    type: 'string',
    format: 'uuid',
  }),
  header('Duty-Hub-Signature', 'v1= and 64 hexadecimal digits.', { type: 'string', pattern: '^v1=[0-9a-f]{64}$' }),
]

const no = (description: string) => ({
  description: `${description} Nothing was saved.`,
  content: { 'application/json': { schema: { $ref: '#/components/schemas/No' } } },
})

/** Each "no" that an answer may be, with when it comes. */
const refusals = {
  400: no('The request or a field of it cannot be read.'),
  401: no('The signature does not fit, is too old, was used before, or the key has ended.'),
  403: no('The key is for another service, or not for this.'),
  409: no('This externalId was used for another referral.'),
  413: no('The body is larger than 128 kB.'),
  415: no('The body is not plain JSON.'),
  422: no('The facts do not go together.'),
  429: no('More at once than the hub takes from one key.'),
}

/** The interface for partners as an OpenAPI 3.1 document, made from the schemas that the server applies. */
export function partnerApi(serviceId = '00000000-0000-4000-8000-000000000000') {
  return {
    openapi: '3.1.0',
    info: {
      title: 'Duty Hub: referrals from partners',
      version: '1.0.0',
      description:
        'For police, wards and liaison teams. Only 201 with a reference means that a referral has been accepted. Whatever else comes back, or nothing, means that it was NOT accepted: telephone the AMHP service.',
    },
    paths: {
      '/partner/v1/referrals': {
        post: {
          operationId: 'sendReferral',
          summary: 'Send a referral: it arrives un-triaged, under your organisation’s name',
          parameters: signature,
          requestBody: {
            required: true,
            content: {
              'application/json': {
                schema: { $ref: '#/components/schemas/Referral' },
                example: partnerExample(serviceId),
              },
            },
          },
          responses: {
            201: {
              description: 'Accepted. The same referral sent again gets the same reference.',
              content: { 'application/json': { schema: { $ref: '#/components/schemas/Accepted' } } },
            },
            ...refusals,
          },
        },
        get: {
          operationId: 'whatArrived',
          summary: 'What has arrived from you, to compare with what you sent',
          parameters: [
            ...signature,
            {
              name: 'after',
              in: 'query',
              required: false,
              description: 'Only what was accepted after this instant.',
              schema: { type: 'string', format: 'date-time' },
            },
          ],
          responses: {
            200: {
              description: 'References and stages; nothing about anybody.',
              content: { 'application/json': { schema: { $ref: '#/components/schemas/Sent' } } },
            },
            400: refusals[400],
            401: refusals[401],
            403: refusals[403],
            429: refusals[429],
          },
        },
      },
    },
    components: {
      schemas: {
        Referral: schemaOf(partnerReferral),
        Accepted: schemaOf(partnerAccepted),
        Sent: schemaOf(partnerSent),
        No: schemaOf(partnerNo),
      },
    },
  }
}
