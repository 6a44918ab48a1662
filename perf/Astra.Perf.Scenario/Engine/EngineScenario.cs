using System.Globalization;
using Astra.Perf.Scenario.Ring;

namespace Astra.Perf.Scenario.Engines;

/// <summary>The whole engine under load, each figure with the conditions under which it came about.</summary>
internal static class EngineScenario
{
    public static int Run(string[] args)
    {
        if (args is ["--help"])
        {
            Console.WriteLine(EngineArguments.Help);
            return 0;
        }
        try
        {
            Measure(EngineArguments.Parse(args));
            return 0;
        }
        catch (ArgumentException wrong)
        {
            Console.Error.WriteLine(wrong.Message);
            return 2;
        }
    }

    private static void Measure(EngineArguments arguments)
    {
        using WorkFolder folder = WorkFolder.Create(arguments.Folder);
        Conditions.Print();
        Line($"disk       {folder.Path} on {folder.FileSystem}");
        Line($"engine     profile {arguments.Profile}, core on {On(arguments.Threads.Core)}, journal on {On(arguments.Threads.Journal)}, publisher on {On(arguments.Threads.Publisher)}, feed on {On(arguments.FeedProcessor)}");
        Line($"rings      {arguments.Options.InboundCapacity} in, {arguments.Options.OutboundCapacity} out, batch at most {arguments.Options.MaxBatch}");
        Line($"load       {arguments.Instruments} instruments, each with a plan on 1-minute bars, 3 strategies by turns");
        Conditions.PrintLoad("before");
        if (arguments.Measures("core")) CoreAlone.Measure(arguments);
        if (arguments.Measures("journal")) JournalAlone.Measure(arguments, folder);
        if (arguments.Measures("latency")) LatencyTable.Measure(arguments, folder);
        if (arguments.Measures("replay")) ReplayAndRecovery.Measure(arguments, folder);
        Conditions.PrintLoad("after");
    }

    /// <summary>Writes a line in the invariant culture.</summary>
    public static void Line(FormattableString text) => Console.WriteLine(text.ToString(CultureInfo.InvariantCulture));

    private static string On(int? processor) => processor?.ToString(CultureInfo.InvariantCulture) ?? "any";
}
