namespace Xlink.Targets.DatabaseIntegration;

internal enum TargetRole
{
    Offered = 0,
    Answered,
    HandlingTime,
    AverageHandlingTime,
}
