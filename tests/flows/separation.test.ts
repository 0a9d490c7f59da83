import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { doorNames } from '#shared/kernel/matrix.ts'
import { roles } from '#shared/kernel/permission.ts'
import { TestHub } from '#tests/harness/service.ts'
import { setStage, type Stage } from '#tests/separation/stage.ts'
import { heardOrLogged, median, walkTheMatrix, type Walked } from '#tests/separation/walk.ts'

let hub: TestHub
let stage: Stage
let walked: Walked
beforeAll(async () => {
  hub = await TestHub.open()
  stage = await setStage(hub)
})
afterAll(async () => {
  for (const { screen } of stage.askers) screen.close()
  await hub.close()
})

describe('two services in one database', () => {
  it('answer everybody at every door as the matrix says, for whosever thing it is', async () => {
    const theirScreen = await stage.foreignPerson.opensScreen()
    theirScreen.socket.emit('looking', { referralId: stage.foreign.referral, typing: true })
    walked = await walkTheMatrix(stage)
    await hub.owner`select pg_notify('hub', ${`${stage.theirs.id}:99:register,rota,referrals,allocations,toil`})`
    theirScreen.close()
    expect(walked.wrong).toEqual([])
    console.info(
      `separation: ${walked.pairs} pairs (${roles.length} roles x ${doorNames.length} doors x own, other, other service, random id): ` +
        `${walked.allowed} let through (${walked.done} done, the rest refused by how things stood), ${walked.refused} not allowed, ` +
        `${walked.unknown} unknown, ${walked.swapped} with another service's id in each place`,
    )
  }, 300_000)

  it('never show, or let guess, anything of each other', () => {
    expect(walked.leaks).toEqual([])
    expect(heardOrLogged(stage)).toEqual([])
    expect(stage.filled.length).toBeGreaterThan(60)
    console.info(
      `separation: ${stage.filled.length} columns of the other service hold canaries (${stage.codes.length} can hold codes only): 0 in any answer, header, ` +
        `news or line of the log, and another service's id is answered as one that never was (median ${median(walked.foreignMs).toFixed(1)} and ${median(walked.randomMs).toFixed(1)} ms)`,
    )
  })
})
