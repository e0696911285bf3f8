import type {
  CreateFoundationModelAgreementCommandInput,
  CreateFoundationModelAgreementCommandOutput,
  DeleteFoundationModelAgreementCommandInput,
  DeleteFoundationModelAgreementCommandOutput,
  GetAccountDataRetentionCommandInput,
  GetAccountDataRetentionCommandOutput,
  GetFoundationModelAvailabilityCommandInput,
  GetFoundationModelAvailabilityCommandOutput,
  GetFoundationModelCommandInput,
  GetFoundationModelCommandOutput,
  GetInferenceProfileCommandInput,
  GetInferenceProfileCommandOutput,
  GetUseCaseForModelAccessCommandInput,
  GetUseCaseForModelAccessCommandOutput,
  ListEnforcedGuardrailsConfigurationCommandInput,
  ListEnforcedGuardrailsConfigurationCommandOutput,
  ListFoundationModelAgreementOffersCommandInput,
  ListFoundationModelAgreementOffersCommandOutput,
  ListFoundationModelsCommandInput,
  ListFoundationModelsCommandOutput,
  ListInferenceProfilesCommandInput,
  ListInferenceProfilesCommandOutput,
  PutUseCaseForModelAccessCommandInput,
  PutUseCaseForModelAccessCommandOutput,
} from '@aws-sdk/client-bedrock';
import type { Operation } from '../../core/aws.ts';

export const getFoundationModel: Operation<GetFoundationModelCommandInput, GetFoundationModelCommandOutput> = {
  service: 'bedrock',
  name: 'GetFoundationModel',
  action: 'bedrock:GetFoundationModel',
  reads: true,
};
export const listFoundationModels: Operation<ListFoundationModelsCommandInput, ListFoundationModelsCommandOutput> = {
  service: 'bedrock',
  name: 'ListFoundationModels',
  action: 'bedrock:ListFoundationModels',
  reads: true,
};
export const getInferenceProfile: Operation<GetInferenceProfileCommandInput, GetInferenceProfileCommandOutput> = {
  service: 'bedrock',
  name: 'GetInferenceProfile',
  action: 'bedrock:GetInferenceProfile',
  reads: true,
};
export const listInferenceProfiles: Operation<ListInferenceProfilesCommandInput, ListInferenceProfilesCommandOutput> = {
  service: 'bedrock',
  name: 'ListInferenceProfiles',
  action: 'bedrock:ListInferenceProfiles',
  reads: true,
};
export const getFoundationModelAvailability: Operation<
  GetFoundationModelAvailabilityCommandInput,
  GetFoundationModelAvailabilityCommandOutput
> = {
  service: 'bedrock',
  name: 'GetFoundationModelAvailability',
  action: 'bedrock:GetFoundationModelAvailability',
  reads: true,
};
export const getAccountDataRetention: Operation<
  GetAccountDataRetentionCommandInput,
  GetAccountDataRetentionCommandOutput
> = { service: 'bedrock', name: 'GetAccountDataRetention', action: 'bedrock:GetAccountDataRetention', reads: true };
export const getUseCaseForModelAccess: Operation<
  GetUseCaseForModelAccessCommandInput,
  GetUseCaseForModelAccessCommandOutput
> = { service: 'bedrock', name: 'GetUseCaseForModelAccess', action: 'bedrock:GetUseCaseForModelAccess', reads: true };
export const putUseCaseForModelAccess: Operation<
  PutUseCaseForModelAccessCommandInput,
  PutUseCaseForModelAccessCommandOutput
> = { service: 'bedrock', name: 'PutUseCaseForModelAccess', action: 'bedrock:PutUseCaseForModelAccess', reads: false };
export const listFoundationModelAgreementOffers: Operation<
  ListFoundationModelAgreementOffersCommandInput,
  ListFoundationModelAgreementOffersCommandOutput
> = {
  service: 'bedrock',
  name: 'ListFoundationModelAgreementOffers',
  action: 'bedrock:ListFoundationModelAgreementOffers',
  reads: true,
};
export const createFoundationModelAgreement: Operation<
  CreateFoundationModelAgreementCommandInput,
  CreateFoundationModelAgreementCommandOutput
> = {
  service: 'bedrock',
  name: 'CreateFoundationModelAgreement',
  action: 'bedrock:CreateFoundationModelAgreement',
  reads: false,
};
export const deleteFoundationModelAgreement: Operation<
  DeleteFoundationModelAgreementCommandInput,
  DeleteFoundationModelAgreementCommandOutput
> = {
  service: 'bedrock',
  name: 'DeleteFoundationModelAgreement',
  action: 'bedrock:DeleteFoundationModelAgreement',
  reads: false,
};
export const listEnforcedGuardrails: Operation<
  ListEnforcedGuardrailsConfigurationCommandInput,
  ListEnforcedGuardrailsConfigurationCommandOutput
> = {
  service: 'bedrock',
  name: 'ListEnforcedGuardrailsConfiguration',
  action: 'bedrock:ListEnforcedGuardrailsConfiguration',
  reads: true,
};
