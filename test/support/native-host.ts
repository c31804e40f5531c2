/** The provider's tests of this project's workers are about the native plugin. */
process.env.TEST_PROVIDER_HOST = "native";
