using Astra.Perf.Scenario.Engines;
using Astra.Perf.Scenario.Ring;

namespace Astra.Perf.Scenario.Journals;

/// <summary>Journals on another machine: what a mirror costs the gate, and how fast frames go to a server and come back, beside the official client.</summary>
internal static class JournalScenario
{
    public static int Run(string[] args)
    {
        if (args is ["--help"])
        {
            Console.WriteLine(JournalArguments.Help);
            return 0;
        }
        try
        {
            Measure(JournalArguments.Parse(args));
            return 0;
        }
        catch (ArgumentException wrong)
        {
            Console.Error.WriteLine(wrong.Message);
            return 2;
        }
        catch (Exception e)
        {
            // Caught here, so that the stand-in's process is ended on the way.
            Console.Error.WriteLine(e);
            return 1;
        }
    }

    private static void Measure(JournalArguments arguments)
    {
        using WorkFolder folder = WorkFolder.Create(arguments.Folder);
        using ServerUnderTest server = ServerUnderTest.Start(arguments, folder.Path);
        Conditions.Print();
        EngineScenario.Line($"server     {server.Description}");
        EngineScenario.Line($"disk       {folder.Path} on {folder.FileSystem}");
        Conditions.PrintLoad("before");
        if (arguments.Measures("mirrored")) MirrorRounds.Measure(arguments, server, folder);
        if (arguments.Measures("server")) ServerRates.Measure(arguments, server);
        Conditions.PrintLoad("after");
    }
}
