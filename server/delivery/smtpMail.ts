import { randomUUID } from 'node:crypto'
import type { Mail } from '#server/identity/mail.ts'
import { messageOf } from '#server/identity/pickupMail.ts'
import type { Message, Way } from '#server/notices/ways.ts'
import { submit, type SmtpServer } from './smtp.ts'

/** Letters of accounts, straight to the mail server. @returns what `send` of throws when it did not go, so that it is tried again */
export const smtpMail = (server: SmtpServer, from: string): Mail => ({
  async send(letter) {
    const went = await submit(server, { from, to: letter.to, message: messageOf(letter, from, randomUUID()) })
    if (went.how !== 'taken') throw new Error(`the mail server did not take a letter: ${went.why}`)
  },
})

/** Notices by e-mail. The message has the same id each time it is tried, so that a mailbox can tell a second arrival. */
export const smtpWay = (server: SmtpServer, from: string): Way<string> => ({
  async send(to, message) {
    const went = await submit(server, { from, to, message: messageOf(letterOf(to, message), from, message.id) })
    return went.how === 'taken' ? { how: 'taken', reference: null, asksLater: false } : went
  },
})

const letterOf = (to: string, { text, link }: Message) => ({
  to,
  subject: text.title,
  text: `${text.body}\n\n${link}\n\nHow you are told, and when it is quiet: your page Notices in Duty Hub.\n`,
})
