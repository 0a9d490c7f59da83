/** How many cases of the wider group stand beside a stratum's own: thin strata lean on it, full ones do not (m in the formula). */
const LEAN = 20

/**
 * Values kept by stratum, each with a wider one above it. Drawing from a stratum with n values uses its own with the share
 * n ⁄ (n + 20) and the wider one's otherwise, so that three odd cases do not decide how an hour goes:
 * F̂ = (n·F + m·F_wider) ⁄ (n + m).
 */
export class Strata<Value> {
  private readonly groups = new Map<string, Value[]>()

  /** @param keys from the narrowest to the widest, the same widest for all */
  add(keys: readonly string[], value: Value): void {
    for (const key of keys) {
      const group = this.groups.get(key)
      if (group) group.push(value)
      else this.groups.set(key, [value])
    }
  }

  /**
   * @param chance where in the strata to look, 0 to 1: the same chance gives the same value
   * @example doctors.draw(['hour 9', 'morning', 'all'], 0.42)
   */
  draw(keys: readonly string[], chance: number): Value | undefined {
    let left = chance
    for (const [at, key] of keys.entries()) {
      const group = this.groups.get(key) ?? []
      const own = at === keys.length - 1 ? 1 : group.length / (group.length + LEAN)
      if (group.length > 0 && left < own)
        return group[Math.min(group.length - 1, Math.floor((left / own) * group.length))]
      if (own < 1) left = (left - own) / (1 - own)
    }
    return undefined
  }

  count(key: string): number {
    return this.groups.get(key)?.length ?? 0
  }
}

/** How many cases stand beside a share's own: a share is known sooner than a whole distribution. */
const LEAN_OF_SHARE = 3

/** A share, leaning on a wider one where there are few cases. @example leaningShare({ yes: 6, of: 7 }, 0.5) // 0.75 */
export const leaningShare = ({ yes, of }: { readonly yes: number; readonly of: number }, wider: number): number =>
  (yes + LEAN_OF_SHARE * wider) / (of + LEAN_OF_SHARE)
