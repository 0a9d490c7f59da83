import type { Mail } from '#server/identity/mail.ts'
import type { Ways } from '#server/notices/ways.ts'
import { notifyWay, type NotifySettings } from './notify.ts'
import { pushWay, type PushSettings } from './push.ts'
import type { SmtpServer } from './smtp.ts'
import { smtpMail, smtpWay } from './smtpMail.ts'

/** What the settings say of the ways out of the hub; `null` for each that is not set up. */
export interface DeliverySettings {
  readonly smtp: SmtpServer | null
  readonly push: PushSettings | null
  readonly notify:
    | (NotifySettings & { readonly smsTemplate: string | null; readonly emailTemplate: string | null })
    | null
}

/** Opens the ways that are set up. For e-mail the council's own mail server goes before GOV.UK Notify. */
export function openWays({ smtp, push, notify }: DeliverySettings, mailFrom: string): Ways {
  const { smsTemplate = null, emailTemplate = null } = notify ?? {}
  const email =
    smtp !== null
      ? smtpWay(smtp, mailFrom)
      : notify !== null && emailTemplate !== null
        ? notifyWay(notify, { of: 'email', template: emailTemplate })
        : null
  return {
    ...(push !== null && { push: pushWay(push) }),
    ...(notify !== null && smsTemplate !== null && { sms: notifyWay(notify, { of: 'sms', template: smsTemplate }) }),
    ...(email !== null && { email }),
  }
}

/** Letters of accounts over the same mail server; `null` when there is none. */
export const openMail = ({ smtp }: Pick<DeliverySettings, 'smtp'>, from: string): Mail | null =>
  smtp === null ? null : smtpMail(smtp, from)
