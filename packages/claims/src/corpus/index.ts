export {
  ceasefireClaim,
  envoyMeasure,
  sanctionsClaim,
  summitClaim,
  tariffClaim,
  trilateralClaim,
} from './demonstration.ts';
export type { SanctionsReading } from './demonstration.ts';
