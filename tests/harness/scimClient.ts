import { makeScimToken } from '#shared/identity/directoryContract.ts'
import type { Person } from './person.ts'
import type { TestHub } from './service.ts'

export const USER = 'urn:ietf:params:scim:schemas:core:2.0:User'
export const PATCH_OP = 'urn:ietf:params:scim:api:messages:2.0:PatchOp'
export const ENTERPRISE = 'urn:ietf:params:scim:schemas:extension:enterprise:2.0:User'

export interface ScimAnswer {
  readonly status: number
  readonly body: Record<string, unknown>
  readonly headers: Headers
}

/** A directory that holds a key of one service. */
export class ScimClient {
  readonly #hub: TestHub
  readonly token: string

  constructor(hub: TestHub, token: string) {
    this.#hub = hub
    this.token = token
  }

  /** By a key that an administrator makes as they do. */
  static async madeBy(
    hub: TestHub,
    admin: Person,
    scopes: ('read' | 'write')[] = ['read', 'write'],
    days = 180,
    label = 'Entra ID',
  ): Promise<ScimClient> {
    const { token } = await admin.sends(makeScimToken, { label, scopes, days })
    return new ScimClient(hub, token ?? '')
  }

  async send(method: string, path: string, body?: unknown, headers: Record<string, string> = {}): Promise<ScimAnswer> {
    const response = await fetch(`${this.#hub.address}/scim/v2${path}`, {
      method,
      headers: {
        authorization: `Bearer ${this.token}`,
        ...(body !== undefined && { 'content-type': 'application/scim+json; charset=utf-8' }),
        ...headers,
      },
      ...(body !== undefined && { body: typeof body === 'string' ? body : JSON.stringify(body) }),
    })
    const text = await response.text()
    return {
      status: response.status,
      headers: response.headers,
      body: (text === '' ? {} : JSON.parse(text)) as Record<string, unknown>,
    }
  }

  patch(id: string, ...operations: unknown[]): Promise<ScimAnswer> {
    return this.send('PATCH', `/Users/${id}`, { schemas: [PATCH_OP], Operations: operations })
  }

  find(attribute: string, value: string): Promise<ScimAnswer> {
    return this.send('GET', `/Users?filter=${encodeURIComponent(`${attribute} eq "${value}"`)}`)
  }
}
