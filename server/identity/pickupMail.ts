import { randomUUID } from 'node:crypto'
import { rename, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { machineMs } from '#server/kernel/clock.ts'
import type { Letter, Mail } from './mail.ts'

/**
 * Hands letters to the council's own mail server by way of a folder that it watches (the pickup directory of Exchange and IIS, or a
 * queue folder of Postfix and others): plain files in the form of RFC 5322, complete from the moment they are there.
 */
export const pickupMail = (folder: string, from: string): Mail => ({
  async send(letter) {
    const name = randomUUID()
    const draft = join(folder, `${name}.part`)
    await writeFile(draft, messageOf(letter, from, name), { mode: 0o600 })
    await rename(draft, join(folder, `${name}.eml`))
  },
})

/** A line of a header holds one line: an address with a line end in it must not write a header of its own. */
const oneLine = (text: string): string => text.replaceAll(/[\r\n]+/g, ' ')

/**
 * A letter in the form of RFC 5322. It says when it was written, by the machine's own clock as other machines see it: section 3.6 wants it,
 * and a letter without is taken for junk.
 *
 * @param id its own, on the left of the Message-ID
 */
export function messageOf({ to, subject, text }: Letter, from: string, id: string): string {
  const host = from.split('@')[1] ?? 'localhost'
  return [
    `From: Duty Hub <${oneLine(from)}>`,
    `To: <${oneLine(to)}>`,
    `Subject: ${oneLine(subject)}`,
    `Date: ${new Date(machineMs()).toUTCString().replace('GMT', '+0000')}`,
    `Message-ID: <${id}@${oneLine(host)}>`,
    'MIME-Version: 1.0',
    'Content-Type: text/plain; charset=utf-8',
    'Content-Transfer-Encoding: 8bit',
    'Auto-Submitted: auto-generated',
    '',
    ...text.split('\n'),
  ].join('\r\n')
}
