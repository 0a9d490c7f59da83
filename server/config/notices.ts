import { z } from 'zod'

const text = (meaning: string) => z.string({ error: meaning })
const LOOPBACK = ['localhost', '127.0.0.1', '[::1]']

function mailServer(value: string): URL | null {
  if (!URL.canParse(value)) return null
  const url = new URL(value)
  const known = url.protocol === 'smtp:' || url.protocol === 'smtps:'
  return known && url.hostname !== '' && ['', '/'].includes(url.pathname) && url.search === '' && url.hash === ''
    ? url
    : null
}

const uuid = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/
const template = text('a template').regex(uuid, 'it should be the id of a template, as GOV.UK Notify shows it')

/** The hosts at which the browsers of today take notices: Chrome and Edge on phones, Firefox, Edge on Windows, Safari. */
const BROWSERS =
  'fcm.googleapis.com *.push.services.mozilla.com *.notify.windows.com web.push.apple.com *.push.apple.com'
const hosts = /^(?:\*\.)?(?:[a-z0-9-]{1,63}\.)+[a-z]{2,24}(?:\s+(?:\*\.)?(?:[a-z0-9-]{1,63}\.)+[a-z]{2,24})*$/

/** Encrypted on its way, or never on a wire; no password that would end in a log of a proxy. */
function isSafeToPostTo(value: string): boolean {
  if (!URL.canParse(value)) return false
  const { protocol, hostname, username, password, hash } = new URL(value)
  if (username !== '' || password !== '' || hash !== '') return false
  return protocol === 'https:' || (protocol === 'http:' && ['localhost', '127.0.0.1', '[::1]'].includes(hostname))
}

/** The settings of telling people who have no page open; see notices.md. */
export const noticeSettings = {
  ALARM_WEBHOOK_URL: {
    meaning: 'Where alarms of the law’s clocks are posted, so that they wake somebody without a screen; see alarms.md',
    schema: text('an address').refine(
      isSafeToPostTo,
      'it should be an https address without a name, a password or a # in it, or http on this machine',
    ),
    fallback: '',
  },
  ALARM_WEBHOOK_SECRET: {
    meaning: 'What signs those alarms, known to the receiver as well: 32 characters or more, not to be guessed',
    schema: text('a secret').regex(/^\S{32,200}$/, 'it should be 32 to 200 characters without spaces'),
    fallback: '',
  },
  SMTP_URL: {
    meaning:
      'The mail server that letters and notices go through: smtps://name:password@mail.example.gov.uk, or smtp:// for STARTTLS; see notices.md',
    schema: text('an address')
      .refine(
        (value) => mailServer(value) !== null,
        'it should look like smtps://name:password@mail.example.gov.uk:465',
      )
      .refine(
        (value) => (mailServer(value)?.username === '') === (mailServer(value)?.password === ''),
        'it should have both a name and a password, or neither',
      ),
    fallback: '',
  },
  PUSH_KEY: {
    meaning:
      'The key by which browsers’ push services know this hub; npm run push-key makes one. Without it no notices on phones',
    schema: text('a key').regex(/^[A-Za-z0-9_-]{43}$/, 'it should be a key as npm run push-key makes it'),
    fallback: '',
  },
  PUSH_CONTACT: {
    meaning: 'Whom a push service writes to when something is wrong: mailto:duty-hub@example.gov.uk',
    schema: z.string().regex(/^(?:mailto:[^\s@]+@[^\s@]+|https:\/\/\S+)$/, 'it should begin with mailto: or https:'),
    fallback: '',
  },
  PUSH_HOSTS: {
    meaning: 'The only hosts that notices on phones are posted to, with spaces between',
    schema: text('hosts').regex(hosts, 'it should be names of hosts, like web.push.apple.com or *.push.apple.com'),
    fallback: BROWSERS,
  },
  NOTIFY_API_KEY: {
    meaning:
      'The key of your service at GOV.UK Notify, for text messages and, without SMTP_URL, e-mail; see notices.md',
    schema: text('a key').regex(
      /^\S*[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}-[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/,
      'it should be a key as GOV.UK Notify shows it: name, service and secret with hyphens between',
    ),
    fallback: '',
  },
  NOTIFY_SMS_TEMPLATE: {
    meaning: 'The template of text messages at GOV.UK Notify, with one field ((message))',
    schema: template,
    fallback: '',
  },
  NOTIFY_EMAIL_TEMPLATE: {
    meaning: 'The template of e-mail at GOV.UK Notify, with one field ((message))',
    schema: template,
    fallback: '',
  },
  NOTIFY_URL: {
    meaning: 'Where GOV.UK Notify answers',
    schema: text('an address').refine(
      (value) =>
        /^https:\/\/[^/\s@]+$/.test(value) ||
        (/^http:\/\/[^/\s@]+$/.test(value) && LOOPBACK.includes(new URL(value).hostname)),
      'it should be https and a host, without a path',
    ),
    fallback: 'https://api.notifications.service.gov.uk',
  },
} as const

type Given = (name: Exclude<keyof typeof noticeSettings, `ALARM_${string}`>) => string | null

/** What holds of a mail server; the ports are those of RFC 8314. */
function smtpOf(value: string) {
  const url = new URL(value)
  const tls = url.protocol === 'smtps:'
  return {
    // An address of IPv6 has brackets in a URL and nowhere else.
    host: url.hostname.replaceAll(/[[\]]/g, ''),
    port: url.port === '' ? (tls ? 465 : 587) : Number(url.port),
    tls,
    isHere: !tls && LOOPBACK.includes(url.hostname),
    user: decodeURIComponent(url.username),
    password: decodeURIComponent(url.password),
  }
}

/**
 * Puts the settings together, or says which belong together.
 *
 * @param refuse ends the start with a sentence
 */
export function noticesIn(given: Given, refuse: (sentence: string) => never) {
  const [key, contact, apiKey] = [given('PUSH_KEY'), given('PUSH_CONTACT'), given('NOTIFY_API_KEY')]
  const smtpUrl = given('SMTP_URL')
  const [smsTemplate, emailTemplate] = [given('NOTIFY_SMS_TEMPLATE'), given('NOTIFY_EMAIL_TEMPLATE')]
  if ((key === null) !== (contact === null)) refuse('PUSH_KEY and PUSH_CONTACT go together. Set both, or neither.')
  if (apiKey !== null && smsTemplate === null && emailTemplate === null)
    refuse('NOTIFY_API_KEY needs a template: set NOTIFY_SMS_TEMPLATE, NOTIFY_EMAIL_TEMPLATE, or both.')
  if (apiKey === null && (smsTemplate !== null || emailTemplate !== null))
    refuse('NOTIFY_SMS_TEMPLATE and NOTIFY_EMAIL_TEMPLATE need NOTIFY_API_KEY. Set it, or leave them out.')
  return {
    smtp: smtpUrl === null ? null : smtpOf(smtpUrl),
    push: key === null || contact === null ? null : { key, contact, hosts: (given('PUSH_HOSTS') ?? '').split(/\s+/) },
    notify: apiKey === null ? null : { url: given('NOTIFY_URL') ?? '', apiKey, smsTemplate, emailTemplate },
  }
}
export type NoticeConfig = ReturnType<typeof noticesIn>
