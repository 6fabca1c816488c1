import { seededRandom } from "../../src/core/common/seededRandom.ts";
import type { Client, Install } from "./client.ts";
import { answerAt, day, dayS } from "./day.ts";
import { Timetable } from "./timetable.ts";
import { backAtS, isAwayAt, type Workday, workday } from "./workday.ts";

export interface Fleet {
  readonly client: Client;
  readonly installs: number;
  /** How far apart those are that run since the day before. */
  readonly intervalS: number;
}

interface SimulatedUser {
  readonly person: Workday;
  readonly install: Install;
  readonly restartsAtS: number;
}

/**
 * A day of a fleet of installs with an account each, all at one provider: requests in each second. The same
 * people come and go, whatever the client.
 */
export function simulateDay({ client, installs, intervalS }: Fleet): Uint32Array {
  const random = seededRandom(1);
  const { release } = day;
  const desks = Array.from({ length: installs }, (): SimulatedUser => {
    const person = workday(random);
    return {
      person,
      install: {
        // Nobody is overdue, whatever is drawn.
        attemptedAtS: person.onFromS > 0 ? undefined : -0.9 * random() * intervalS,
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
  const look = ({ person, install, restartsAtS }: SimulatedUser, nowS: number): number => {
    if (nowS < person.onFromS) return person.onFromS;
    if (nowS >= person.onToS) return dayS;
    if (nowS === restartsAtS) {
      client.restarted(install);
      install.jitter = random();
    }
    const isAway = isAwayAt(person, nowS);
    if (client.dueS(install, nowS, isAway) <= nowS) attempt(install, nowS);
    const dueS = Math.max(nowS + 1, Math.ceil(client.dueS(install, nowS, isAway)));
    // Somebody who comes back is shown what is due by then.
    const next = Math.min(dueS, backAtS(person, nowS));
    return nowS < restartsAtS ? Math.min(next, restartsAtS) : next;
  };

  for (let index = 0; index < installs; index += 1) timetable.put(index, 0);
  for (let nowS = 0; nowS < dayS; nowS += 1) {
    for (let index = timetable.take(nowS); index >= 0; index = timetable.take(nowS)) {
      const context = desks[index];
      if (context) timetable.put(index, look(context, nowS));
    }
  }
  return requests;
}
