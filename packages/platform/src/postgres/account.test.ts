import { expect, test } from 'vitest';
import { accountIn } from './account.ts';

const passwd = [
  'root:x:0:0:root:/root:/bin/bash',
  'toor:x:0:0::/:',
  'postgres:x:101:104:,,,:/var/lib:/bin/bash',
].join('\n');

test('an account is found by its name with user and group', () => {
  expect(accountIn(passwd, 'postgres')).toEqual({ name: 'postgres', uid: 101, gid: 104 });
});

test.each(['nobody', 'post', 'root', 'toor'])('"%s" is no account to run under', (name) => {
  expect(accountIn(passwd, name)).toBeUndefined();
});
