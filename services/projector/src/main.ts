import 'zod/compile';
import { runService } from '@casus/service';
import { serve } from './serve.ts';

await runService((signal) => serve({ name: 'projector', topics: ['world', 'questions'], signal }));
