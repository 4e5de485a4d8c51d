const NAME = 'kehu-demo-page';

/** The data of this browser is one tab's at a time: waits until it is this one's, and says so when another has it. */
export async function claim(onElsewhere: () => void): Promise<void> {
  if (!navigator.locks || (await hold(true))) return;
  onElsewhere();
  await hold(false);
}

/** Holds the claim until the tab is closed; whether it got it. */
function hold(ifAvailable: boolean): Promise<boolean> {
  return new Promise((resolve, reject) => {
    const holding = navigator.locks.request(NAME, { ifAvailable }, (lock) => {
      resolve(lock !== null);
      return lock && new Promise<never>(() => {});
    });
    holding.catch(reject);
  });
}
