import { seededRandom } from "../../src/core/common/seededRandom.ts";
import type { Client, Install } from "./client.ts";
import { answerAt, day, dayS } from "./day.ts";
import { Timetable } from "./timetable.ts";
import { backAtS, isAwayAt, randomWorkday, type Workday } from "./workday.ts";

export interface Fleet {
  readonly client: Client;
  readonly installs: number;
  /** The interval at which installs that run since the day before were read. */
  readonly intervalS: number;
}

interface SimulatedUser {
  readonly workday: Workday;
  readonly install: Install;
  readonly restartsAtS: number;
}

/**
 * Simulates a day of installs with one account each, all at one provider; returns the requests in each
 * second. Users start and stop at the same times, for every client.
 */
export function simulateDay({ client, installs, intervalS }: Fleet): Uint32Array {
  const random = seededRandom(1);
  const { release } = day;
  const users = Array.from({ length: installs }, (): SimulatedUser => {
    const workday = randomWorkday(random);
    return {
      workday,
      install: {
        // No install is overdue, for any random number.
        attemptedAtS: workday.onFromS > 0 ? undefined : -0.9 * random() * intervalS,
        failures: 0,
        answer: undefined,
        jitter: random(),
      },
      restartsAtS: Math.floor(release.fromS + random() * (release.toS - release.fromS)),
    };
  });
  const requests = new Uint32Array(dayS);
  const timetable = new Timetable(installs, dayS);

  const attempt = (install: Install, nowS: number) => {
    const answer = answerAt(nowS);
    requests[nowS] = (requests[nowS] ?? 0) + client.requests(answer);
    install.attemptedAtS = nowS;
    install.failures = answer.failure === undefined ? 0 : install.failures + 1;
    install.answer = answer;
    install.jitter = random();
  };
  const check = ({ workday, install, restartsAtS }: SimulatedUser, nowS: number): number => {
    if (nowS < workday.onFromS) return workday.onFromS;
    if (nowS >= workday.onToS) return dayS;
    if (nowS === restartsAtS) {
      client.restarted(install);
      install.jitter = random();
    }
    const isAway = isAwayAt(workday, nowS);
    if (client.dueS(install, nowS, isAway) <= nowS) attempt(install, nowS);
    const dueS = Math.max(nowS + 1, Math.ceil(client.dueS(install, nowS, isAway)));
    // A user who comes back sees the accounts that are due by then.
    const next = Math.min(dueS, backAtS(workday, nowS));
    return nowS < restartsAtS ? Math.min(next, restartsAtS) : next;
  };

  for (let index = 0; index < installs; index += 1) timetable.put(index, 0);
  for (let nowS = 0; nowS < dayS; nowS += 1) {
    for (let index = timetable.take(nowS); index >= 0; index = timetable.take(nowS)) {
      const user = users[index];
      if (user) timetable.put(index, check(user, nowS));
    }
  }
  return requests;
}
