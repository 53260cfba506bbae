/**
 * Gathers questions that arrive together into one call. Every answer is computed after its question was asked:
 * a call that is under way takes no more.
 */
export class Gathered<Question, Answer> {
  private waiting: { question: Question; resolve: (answer: Answer) => void; reject: (error: unknown) => void }[] = [];
  private inFlight = 0;
  private scheduled = false;

  constructor(
    private readonly call: (questions: readonly Question[]) => Promise<readonly Answer[]>,
    private readonly questionsMax: number,
    private readonly callsMax = 2,
  ) {}

  ask(question: Question): Promise<Answer> {
    return new Promise((resolve, reject) => {
      this.waiting.push({ question, resolve, reject });
      if (this.scheduled) return;
      this.scheduled = true;
      setImmediate(() => {
        this.scheduled = false;
        this.start();
      });
    });
  }

  private start(): void {
    while (this.inFlight < this.callsMax && this.waiting.length > 0) {
      const taken = this.waiting.splice(0, this.questionsMax);
      this.inFlight += 1;
      this.call(taken.map(({ question }) => question))
        .then((answers) => taken.forEach(({ resolve }, n) => resolve(answers[n] as Answer)))
        .catch((error: unknown) => taken.forEach(({ reject }) => reject(error)))
        .finally(() => {
          this.inFlight -= 1;
          this.start();
        });
    }
  }
}
