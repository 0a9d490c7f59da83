import { openLog, type Log } from '#server/kernel/log.ts'

/** A log that is kept in memory, at its most talkative, so that a test can see what was written down; TEST_LOG prints it as well. */
export const logInto = (lines: string[]): Log =>
  openLog('debug', {
    write(line) {
      lines.push(line)
      if (process.env['TEST_LOG']) process.stdout.write(line)
    },
  })
