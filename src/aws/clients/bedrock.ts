import {
  BedrockClient,
  CreateFoundationModelAgreementCommand,
  DeleteFoundationModelAgreementCommand,
  GetAccountDataRetentionCommand,
  GetFoundationModelAvailabilityCommand,
  GetFoundationModelCommand,
  GetInferenceProfileCommand,
  GetUseCaseForModelAccessCommand,
  ListEnforcedGuardrailsConfigurationCommand,
  ListFoundationModelAgreementOffersCommand,
  ListFoundationModelsCommand,
  ListInferenceProfilesCommand,
  PutUseCaseForModelAccessCommand,
} from '@aws-sdk/client-bedrock';
import type { ClientSettings, Service } from './service.ts';

/** The SDK's client and the commands the tool uses of it; loaded when the service is first called. */
export const service = (settings: ClientSettings): Service => ({
  client: new BedrockClient(settings),
  commands: {
    GetFoundationModel: GetFoundationModelCommand,
    ListFoundationModels: ListFoundationModelsCommand,
    GetInferenceProfile: GetInferenceProfileCommand,
    ListInferenceProfiles: ListInferenceProfilesCommand,
    ListEnforcedGuardrailsConfiguration: ListEnforcedGuardrailsConfigurationCommand,
    GetAccountDataRetention: GetAccountDataRetentionCommand,
    GetFoundationModelAvailability: GetFoundationModelAvailabilityCommand,
    GetUseCaseForModelAccess: GetUseCaseForModelAccessCommand,
    PutUseCaseForModelAccess: PutUseCaseForModelAccessCommand,
    ListFoundationModelAgreementOffers: ListFoundationModelAgreementOffersCommand,
    CreateFoundationModelAgreement: CreateFoundationModelAgreementCommand,
    DeleteFoundationModelAgreement: DeleteFoundationModelAgreementCommand,
  },
});
