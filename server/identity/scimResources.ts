import { USER_SCHEMA } from '#shared/identity/scimUser.ts'
import type { ScimPerson } from './scimStore.ts'

const LIST = 'urn:ietf:params:scim:api:messages:2.0:ListResponse'

/** A person as SCIM writes them: each field named here, so that nothing else can slip out. */
export function resourceOf({ id, version, facts, createdAt, changedAt }: ScimPerson, base: string) {
  return {
    schemas: [USER_SCHEMA],
    id,
    ...(facts.externalId !== null && { externalId: facts.externalId }),
    userName: facts.userName,
    name: {
      formatted: `${facts.givenName} ${facts.familyName}`.trim(),
      givenName: facts.givenName,
      familyName: facts.familyName,
    },
    displayName: facts.displayName,
    active: facts.active,
    emails: [{ value: facts.email, type: 'work', primary: true }],
    ...(facts.phone !== '' && { phoneNumbers: [{ value: facts.phone, type: 'work' }] }),
    meta: {
      resourceType: 'User',
      ...(createdAt !== null && { created: createdAt }),
      ...(changedAt !== null && { lastModified: changedAt }),
      location: `${base}/Users/${id}`,
      version: `W/"${version}"`,
    },
  }
}

export const listOf = (resources: readonly unknown[], total = resources.length, startIndex = 1) => ({
  schemas: [LIST],
  totalResults: total,
  startIndex,
  itemsPerPage: resources.length,
  Resources: resources,
})

const meta = (resourceType: string, location: string) => ({ meta: { resourceType, location } })

export const serviceProviderConfig = (base: string) => ({
  schemas: ['urn:ietf:params:scim:schemas:core:2.0:ServiceProviderConfig'],
  patch: { supported: true },
  bulk: { supported: false, maxOperations: 0, maxPayloadSize: 0 },
  filter: { supported: true, maxResults: 100 },
  changePassword: { supported: false },
  sort: { supported: false },
  etag: { supported: true },
  authenticationSchemes: [
    {
      type: 'oauthbearertoken',
      name: 'Bearer token',
      description: 'A token that an administrator of the service made in Duty Hub',
      specUri: 'https://www.rfc-editor.org/info/rfc6750',
      primary: true,
    },
  ],
  ...meta('ServiceProviderConfig', `${base}/ServiceProviderConfig`),
})

export const resourceTypes = (base: string) => [
  {
    schemas: ['urn:ietf:params:scim:schemas:core:2.0:ResourceType'],
    id: 'User',
    name: 'User',
    endpoint: '/Users',
    description: 'A colleague in the service',
    schema: USER_SCHEMA,
    ...meta('ResourceType', `${base}/ResourceTypes/User`),
  },
]

const text = (name: string, more: Readonly<Record<string, unknown>> = {}) => ({
  name,
  type: 'string',
  multiValued: false,
  required: false,
  caseExact: false,
  mutability: 'readWrite',
  returned: 'default',
  uniqueness: 'none',
  ...more,
})

const list = (name: string) => ({
  name,
  type: 'complex',
  multiValued: true,
  required: false,
  mutability: 'readWrite',
  returned: 'default',
  subAttributes: [text('value'), text('type'), { ...text('primary'), type: 'boolean' }],
})

export const schemas = (base: string) => [
  {
    schemas: ['urn:ietf:params:scim:schemas:core:2.0:Schema'],
    id: USER_SCHEMA,
    name: 'User',
    description: 'A colleague in the service',
    attributes: [
      text('userName', { required: true, uniqueness: 'server' }),
      text('externalId', { caseExact: true }),
      text('displayName'),
      {
        ...text('name'),
        type: 'complex',
        subAttributes: [text('formatted'), text('familyName'), text('givenName')],
      },
      { ...text('active'), type: 'boolean' },
      list('emails'),
      list('phoneNumbers'),
    ],
    ...meta('Schema', `${base}/Schemas/${USER_SCHEMA}`),
  },
]
