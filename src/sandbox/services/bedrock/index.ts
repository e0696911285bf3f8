import type { SandboxOperation } from '../../operation.ts';
import { getAccountDataRetention, putAccountDataRetention } from './account-data-retention.ts';
import { createFoundationModelAgreement, deleteFoundationModelAgreement } from './change-agreement.ts';
import { getUseCaseForModelAccess, putUseCaseForModelAccess } from './form.ts';
import { getFoundationModelAvailability } from './get-foundation-model-availability.ts';
import { getInferenceProfile } from './get-inference-profile.ts';
import { listEnforcedGuardrailsConfiguration } from './list-enforced-guardrails-configuration.ts';
import { listFoundationModelAgreementOffers } from './list-foundation-model-agreement-offers.ts';
import { listFoundationModels } from './list-foundation-models.ts';
import { listInferenceProfiles } from './list-inference-profiles.ts';
import { getFoundationModel } from './read-model.ts';

/** Bedrock's control plane: https://docs.aws.amazon.com/bedrock/latest/APIReference/API_Operations_Amazon_Bedrock.html */
export const BEDROCK: { readonly [name: string]: SandboxOperation } = {
  CreateFoundationModelAgreement: createFoundationModelAgreement,
  DeleteFoundationModelAgreement: deleteFoundationModelAgreement,
  GetAccountDataRetention: getAccountDataRetention,
  GetFoundationModel: getFoundationModel,
  GetFoundationModelAvailability: getFoundationModelAvailability,
  GetInferenceProfile: getInferenceProfile,
  GetUseCaseForModelAccess: getUseCaseForModelAccess,
  ListEnforcedGuardrailsConfiguration: listEnforcedGuardrailsConfiguration,
  ListFoundationModelAgreementOffers: listFoundationModelAgreementOffers,
  ListFoundationModels: listFoundationModels,
  ListInferenceProfiles: listInferenceProfiles,
  PutAccountDataRetention: putAccountDataRetention,
  PutUseCaseForModelAccess: putUseCaseForModelAccess,
};
