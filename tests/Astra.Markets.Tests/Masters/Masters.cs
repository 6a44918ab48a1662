using System.Text;

namespace Astra.Markets.Tests;

/// <summary>Loads masters with the facts that ship with the product.</summary>
internal static class Masters
{
    public static InstrumentMaster Sample(string file, DateOnly day, out MasterFileReport report) =>
        Load(File.ReadAllBytes(SharedData.Find($"masters/{file}")), day, out report);

    public static InstrumentMaster Load(string text, out MasterFileReport report) => Load(Encoding.UTF8.GetBytes(text), new DateOnly(2026, 1, 2), out report);

    public static InstrumentMaster Load(byte[] bytes, DateOnly day, out MasterFileReport report)
    {
        var builder = new MasterBuilder(ProjectFacts.Specs, ProjectFacts.Lists, day);
        report = builder.Read("master", bytes);
        return builder.Build();
    }
}
