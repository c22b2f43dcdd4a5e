import type { PassingFault } from '../fault.ts';

/** The projector's questions go to a scorer when it is killed, and come back when the scorer is. */
export const scorerKill: PassingFault = {
  after: 'goes on',
  async hurt({ services, loader, random }) {
    await (await services.start('scorer')).ready();
    await services.kill('projector');
    await loader.untilMore(1 + Math.floor(random() * 50));
    await services.start('projector');
    await loader.untilMore(1 + Math.floor(random() * 50));
    await services.kill('scorer');
    return 'a scorer took questions over from a killed projector, and was killed';
  },
};
