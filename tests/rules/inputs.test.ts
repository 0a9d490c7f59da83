import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeAll, describe, expect, it } from 'vitest'
import { doorNames, doorOf } from '#shared/kernel/matrix.ts'
import { codeOf } from '#tests/architecture.ts'
import { fieldsOf, formOf, inputsPage, isFreeText, readContracts, sayField } from '#tests/inputsPage.ts'
import { readProduct, root } from '#tests/tree.ts'

/** Rules of input, published and strict: OWASP ASVS 5.0 V2.1.1, V2.1.2, V2.2.1, V1.4.2, V14.2.1, V15.3.3. */
let contracts: Awaited<ReturnType<typeof readContracts>>
beforeAll(async () => {
  contracts = await readContracts()
})

const fieldsOfDoors = () =>
  doorNames.flatMap((name) => {
    const contract = contracts.get(name)
    return contract ? fieldsOf(formOf(contract)).map((field) => ({ door: name, field })) : []
  })

describe('what commands and queries take', () => {
  it('has a contract for each door, and is the page that people read; npm run inputs writes it again', () => {
    expect(doorNames.filter((name) => !contracts.has(name))).toEqual([])
    const written = (text: string): string => text.replaceAll(/[ -]+/g, ' ')
    expect(written(readFileSync(join(root, 'docs', 'inputs.md'), 'utf8'))).toBe(written(inputsPage(contracts)))
  })

  it('names every field: one that is not known is refused', () => {
    const loose = doorNames.filter((name) => {
      const contract = contracts.get(name)
      return contract?.input.safeParse({ aFieldThatNobodyKnows: 1 }).success !== false
    })
    expect(loose).toEqual([])
  })

  it('bounds every field: text by a length, a form or a list, whole numbers on both sides', () => {
    const open = fieldsOfDoors().filter(
      ({ field }) =>
        /^(?:text|whole number|number|list|checked)(?:$|, or| )/.test(sayField(field)) &&
        !/\d|like|own|each/.test(sayField(field)),
    )
    expect(open.map(({ door, field }) => `${door} ${field.name}: ${sayField(field)}`)).toEqual([])
  })

  it('puts free text into bodies, never into addresses', () => {
    const asked = fieldsOfDoors().filter(
      ({ door, field }) => doorOf(door).is === 'query' && isFreeText(field.form) && sayField(field).startsWith('text'),
    )
    const variables = [...new Set(asked.map(({ door }) => contracts.get(door)?.variable ?? ''))]
    expect(variables).toContain('findReferrals')
    const calls = readProduct()
      .filter(({ path }) => path.startsWith('client/'))
      .flatMap(({ text }) => [...codeOf(text).matchAll(/\buse\w+\(\s*(\w+)\b[^;]{0,200}/g)])
      .filter(([, variable = '']) => variables.includes(variable))
      .map(([call]) => call)
    expect(calls.length).toBeGreaterThan(0)
    expect(calls.filter((call) => !call.includes('inBody: true'))).toEqual([])
  })
})
