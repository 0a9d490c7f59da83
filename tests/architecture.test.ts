import { describe, expect, it } from 'vitest'
import { brokenIn, codeOf, importsOf, rules } from './architecture.ts'
import { readTree } from './tree.ts'

const tree = readTree()

describe('the tree', () => {
  it.each(rules)('$name', (rule) => {
    expect(brokenIn(rule, tree)).toEqual([])
  })

  it('was read at all', () => {
    expect(tree.map(({ path }) => path)).toContain('shared/time/london.ts')
  })
})

const imports = 'imports go only where the table lets them'
const places = 'every file stands in a place that the table knows'
const aliases = 'imports between the top folders use their alias, and all of ours name the file’s extension'
const readable = 'what is imported can be read, except by what starts the database and the server'
const clocks = 'only the clocks ask what time it is'
const zone = 'one file names the zone'
const sizes = 'no file has outgrown one sitting'
const markup = 'no text becomes markup'
const leaving = 'what leaves on paper or as a file leaves through one file, which has it recorded'
const code = 'no text becomes code'
const sql = 'SQL takes parameters'
const programs = 'only the embedded database and main start programs'
const settings = 'settings are read in one place'
const brands = 'nothing of somebody else’s brand is in the client'
const names = 'files are named for what is in them'
const undone = 'nothing is left undone, and no check is switched off'

const from = (to: string): string => `import { x } from '${to}'\n`
// Put together here, so that this file does not break the rules that it tries.
const toDo = ['TO', 'DO'].join('')
const ignore = ['@ts', 'ignore'].join('-')
const disable = ['oxlint', 'disable'].join('-')

const wrong: readonly (readonly [rule: string, path: string, text: string])[] = [
  [imports, 'shared/kernel/a.ts', from('#shared/referrals/referral.ts')],
  [imports, 'shared/kernel/a.ts', from('../referrals/referral.ts')],
  [imports, 'shared/time/a.ts', from('react')],
  [imports, 'shared/time/a.ts', from('node:fs')],
  [imports, 'shared/rota/a.ts', from('#shared/referrals/referral.ts')],
  [imports, 'shared/rota/a.ts', from('date-fns')],
  [imports, 'shared/rota/a.ts', from('#server/kernel/clock.ts')],
  [imports, 'shared/rota/a.ts', from('#shared/catalogue.ts')],
  [imports, 'shared/rota/a.ts', `import type { X } from '#db/client.ts'`],
  [imports, 'shared/rota/a.ts', `export { x } from '#db/client.ts'`],
  [imports, 'shared/rota/a.ts', `import '#db/client.ts'`],
  [imports, 'shared/rota/a.ts', `const x = await import('#db/client.ts')`],
  [imports, 'shared/rota/a.ts', `type X = import('#db/client.ts').Database`],
  [imports, 'shared/rota/a.ts', `const x = require('express')`],
  [imports, 'shared/rota/a.ts', `import a from './b.ts'; import pg from 'postgres'`],
  [imports, 'shared/rota/a.ts', `import {\n  x,\n  y,\n} from 'lodash'`],
  [imports, 'db/client.ts', from('#server/kernel/clock.ts')],
  [imports, 'db/seed/people.ts', from('@node-rs/argon2')],
  [imports, 'server/kernel/a.ts', from('#server/referrals/store.ts')],
  [imports, 'server/kernel/a.ts', from('#shared/referrals/referral.ts')],
  [imports, 'server/rota/a.ts', from('express')],
  [imports, 'server/rota/a.ts', from('pino')],
  [imports, 'server/rota/a.ts', from('#server/toil/store.ts')],
  [imports, 'server/rota/a.ts', from('#client/kernel/api.ts')],
  [imports, 'server/rota/a.ts', from('#server/app.ts')],
  [imports, 'server/identity/a.ts', from('#server/rota/store.ts')],
  [imports, 'server/identity/a.ts', from('#shared/rota/contract.ts')],
  [imports, 'server/kernel/a.ts', from('#server/identity/openSession.ts')],
  [imports, 'server/app.ts', from('postgres')],
  [imports, 'server/config.ts', from('./app.ts')],
  [imports, 'server/main.ts', from('postgres')],
  [imports, 'server/start.mjs', from('express')],
  [imports, 'client/kernel/a.ts', from('#shared/rota/contract.ts')],
  [imports, 'client/kernel/a.ts', from('../ui/Button.tsx')],
  [imports, 'client/ui/A.tsx', from('#client/rota/RotaPage.tsx')],
  [imports, 'client/rota/A.tsx', from('#client/toil/ToilPage.tsx')],
  [imports, 'client/rota/A.tsx', from('../register/People.tsx')],
  [imports, 'client/rota/A.tsx', from('react-aria-components')],
  [imports, 'client/rota/A.tsx', from('#db/client.ts')],
  [imports, 'client/app/A.tsx', from('#server/app.ts')],
  [imports, 'client/app/A.tsx', from('#tests/harness/service.ts')],
  [imports, 'client/app/A.tsx', from('lodash/fp')],
  [places, 'shared/odds.ts', ''],
  [places, 'server/jobs/a.ts', ''],
  [places, 'client/legacy/A.tsx', ''],
  [aliases, 'server/rota/a.ts', from('../../shared/rota/shift.ts')],
  [aliases, 'server/rota/a.ts', from('../../../elsewhere/x.ts')],
  [aliases, 'shared/rota/a.ts', from('./shift')],
  [aliases, 'tests/flows/a.test.ts', from('#shared/rota/shift')],
  [readable, 'server/rota/a.ts', 'await import(name)'],
  [readable, 'server/rota/a.ts', 'await import(`./${name}.ts`)'],
  [readable, 'db/client.ts', 'require(name)'],
  [clocks, 'server/rota/store.ts', 'const now = Date.now()'],
  [clocks, 'server/rota/store.ts', 'const clock = Date.now'],
  [clocks, 'client/app/A.tsx', 'const now = new Date()'],
  [clocks, 'client/app/A.tsx', 'const now = new Date( )'],
  [clocks, 'client/app/A.tsx', 'const now = new Date\n'],
  [clocks, 'client/app/A.tsx', 'const text = Date()'],
  [clocks, 'shared/kernel/watch.ts', 'Temporal.Now.instant()'],
  [clocks, 'client/rota/kernel/clock.ts', 'Date.now()'],
  [zone, 'server/reports/store.ts', 'select at time zone "Europe/London"'],
  [zone, 'client/app/A.tsx', `const zone = 'Europe/London'`],
  [sizes, 'client/app/A.tsx', 'x\n'.repeat(301)],
  [sizes, 'client/ui/a.css', 'x\n'.repeat(301)],
  [sizes, 'tests/flows/a.test.ts', 'x\n'.repeat(301)],
  [markup, 'client/app/A.tsx', '<p dangerouslySetInnerHTML={{ __html: text }} />'],
  [markup, 'client/app/A.tsx', 'node.innerHTML = text'],
  [leaving, 'client/rota/A.tsx', '<button onClick={() => window.print()} />'],
  [leaving, 'client/reports/a.ts', 'const at = URL.createObjectURL(sheet)'],
  [leaving, 'client/ui/Link.tsx', 'link.download = name'],
  [code, 'server/rota/a.ts', 'eval (text)'],
  [code, 'server/rota/a.ts', 'new Function(text)'],
  [sql, 'server/rota/store.ts', 'sql.raw(text)'],
  [sql, 'server/rota/store.ts', 'sql.unsafe(text)'],
  [sql, 'server/kernel/runQuery.ts', 'connection.unsafe(text)'],
  [programs, 'server/kernel/a.ts', from('node:child_process')],
  [programs, 'db/client.ts', `await import('node:child_process')`],
  [settings, 'server/kernel/log.ts', 'process.env.LOG_LEVEL'],
  [settings, 'client/kernel/api.ts', `process['env']`],
  [brands, 'client/ui/base.css', 'font-family: "GDS Transport"'],
  [brands, 'client/ui/base.css', 'font-family: frutiger'],
  [brands, 'client/ui/Crest.tsx', '<svg className="govukCrown" />'],
  [brands, 'client/public/favicon.svg', '<g id="crown" />'],
  [brands, 'client/ui/base.css', 'src: url(https://example.org/frutiger.woff2)'],
  [names, 'shared/rota/index.ts', ''],
  [names, 'shared/rota/utils.ts', ''],
  [names, 'client/ui/helpers.tsx', ''],
  [names, 'server/rota/types.ts', ''],
  [undone, 'server/rota/a.ts', `// ${toDo}: later`],
  [undone, 'server/rota/a.ts', `// ${ignore}`],
  [undone, 'tests/flows/a.test.ts', `/* ${disable} */`],
]

const right: readonly (readonly [path: string, text: string])[] = [
  ['shared/time/london.ts', `${from('@date-fns/tz')}const ZONE = 'Europe/London'`],
  [
    'shared/toil/a.ts',
    from('#shared/allocations/waits.ts') + from('../time/span.ts') + from('./policy.ts') + from('zod'),
  ],
  ['shared/catalogue.ts', from('./toil/events.ts')],
  ['db/schema/toil.ts', from('../columns.ts') + from('drizzle-orm/pg-core') + from('#shared/toil/policy.ts')],
  ['db/embedded.ts', `${from('node:child_process')}await import(platform)`],
  ['db/client.ts', 'connection.unsafe(text)'],
  ['server/kernel/transaction.ts', 'connection.unsafe(text)'],
  ['server/kernel/clock.ts', 'Date.now()'],
  ['server/toil/store.ts', from('drizzle-orm') + from('#db/schema/toil.ts') + from('#server/rota/store.ts')],
  ['server/main.ts', `${from('./app.ts')}process.env`],
  ['server/start.mjs', `${from('node:child_process')}process.env.X = new Date()\nawait import(built)`],
  [
    'client/rota/A.tsx',
    from('#shared/toil/policy.ts') + from('#client/ui/Button.tsx') + from('./Shift.tsx') + from('react'),
  ],
  ['client/rota/A.tsx', `import styles from './A.module.css'\nconst place = 'Crown Court'`],
  ['client/app/main.tsx', from('react-dom/client') + from('#client/rota/A.tsx') + `import '#client/ui/styles.css'\n`],
  ['client/ui/takeAway.ts', 'window.print(); URL.createObjectURL(sheet)'],
  ['client/app/A.tsx', '// never Europe/London, new Date() or eval(x) here\nconst at = new Date(0)'],
  ['client/app/A.tsx', 'const link = "https://example.org" // dangerouslySetInnerHTML is for others'],
  ['client/vite-env.d.ts', ''],
  ['client/ui/tokens.css', '/* not Frutiger */ color: black'],
  ['client/index.html', '<!-- no crown --><main></main>'],
  ['tests/flows/a.test.ts', `${from('#server/app.ts')}const at = Date.now()`],
  ['shared/rota/a.test.ts', from('vitest')],
  ['server/rota/a.ts', 'medieval(text); row.eval(x)'],
]

describe('the rules', () => {
  const samples = wrong.map(([name, path, text]) => ({ name, path, text, begins: text.slice(0, 60).trim() }))
  it.each(samples)('$name: sees what is wrong in $path: $begins', ({ name, path, text }) => {
    const rule = rules.find((one) => one.name === name)
    expect(rule && brokenIn(rule, [{ path, text }])).not.toEqual([])
  })

  it.each(right)('leave %s alone: %j', (path, text) => {
    expect(rules.flatMap((rule) => brokenIn(rule, [{ path, text }]))).toEqual([])
  })

  it('are each broken on purpose above', () => {
    expect([...new Set(wrong.map(([name]) => name))].toSorted()).toEqual(rules.map(({ name }) => name).toSorted())
  })

  it('read code without its comments, and what is imported by any way', () => {
    expect(codeOf('a // b\nc /* d\n */ e "//f" `/* g */`')).toBe('a  \nc   e "//f" `/* g */`')
    expect(
      importsOf(`// import x from 'no'\nimport x from 'a'\nexport * from "b"\nimport 'c'\nawait import('d')`),
    ).toEqual(['a', 'b', 'c', 'd'])
  })
})
