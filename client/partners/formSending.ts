import { fieldErrorsOf, readNo } from '#client/kernel/wire.ts'
import { partnerForm, type FormKey, type PartnerForm } from '#shared/partners/form.ts'
import { partnerAccepted, type PartnerAccepted, type PartnerSends } from '#shared/partners/referral.ts'
import { signedCall } from './signedCall.ts'

/** How the link of the form stands: whom it sends to, that it opens nothing, or that the hub did not answer. */
export type Link =
  | { readonly is: 'open'; readonly form: PartnerForm }
  | { readonly is: 'shut' }
  | { readonly is: 'unreachable' }

const shut: Link = { is: 'shut' }
const unreachable: Link = { is: 'unreachable' }

/** Asks whom the form sends to. Whatever happens becomes an answer. */
export async function askForm(key: FormKey | null): Promise<Link> {
  if (key === null) return shut
  try {
    const response = await signedCall(key, { method: 'GET', path: '/partner/v1/form' })
    if (response.status === 401 || response.status === 403) return shut
    const read = partnerForm.safeParse(await response.json())
    return response.ok && read.success ? { is: 'open', form: read.data } : unreachable
  } catch {
    return unreachable
  }
}

export type FormSent =
  | { readonly ok: true; readonly accepted: PartnerAccepted }
  | {
      readonly ok: false
      readonly why: string
      readonly fields: readonly { readonly field?: string | undefined; readonly message: string }[]
    }

const unanswered: FormSent = { ok: false, why: 'The AMHP service did not answer.', fields: [] }

/**
 * Sends a referral. Only 201 with a reference that can be read is a yes; a refusal, a fault, no signal, no answer in time and an answer
 * that something between here and the hub has made are all the same no.
 */
export async function sendForm(key: FormKey, referral: PartnerSends): Promise<FormSent> {
  try {
    const body = JSON.stringify(referral)
    const response = await signedCall(key, { method: 'POST', path: '/partner/v1/referrals', body })
    if (response.status === 201) {
      const read = partnerAccepted.safeParse(await response.json())
      if (read.success && read.data.externalId === referral.externalId) return { ok: true, accepted: read.data }
      return unanswered
    }
    if (response.status >= 500) return { ok: false, why: 'The hub has a problem.', fields: [] }
    const said = await readNo(response)
    return { ok: false, why: said.message, fields: fieldErrorsOf(said) }
  } catch {
    return unanswered
  }
}
