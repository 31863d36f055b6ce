namespace Xlink.Targets.DatabaseIntegration;

internal enum ContactRole
{
    None = 0,
    Offered,
    Answered,
    HandlingTime,
    AverageHandlingTime,
}
