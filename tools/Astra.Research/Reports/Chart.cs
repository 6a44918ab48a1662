using ScottPlot;

namespace Astra.Research;

/// <summary>A picture with its name and what it says to somebody who cannot see it.</summary>
/// <param name="Name">File name without ending; lower case with hyphens, unique within a report.</param>
public sealed record Chart(string Name, string Title, string Description, Plot Plot, int Width = Chart.UsualWidth, int Height = 320)
{
    public const int UsualWidth = 960;

    public byte[] Png() => Plot.GetImage(Width, Height).GetImageBytes(ImageFormat.Png);

    /// <summary>A file of its own, in the colours of paper.</summary>
    public string Svg() => ChartSvg.Standalone(this);

    /// <summary>For a page: its colours follow the page's, and its identifiers are its own.</summary>
    public string InlineSvg() => ChartSvg.Inline(this);

    /// <summary>Writes one file, SVG where the path ends so and PNG otherwise.</summary>
    public void SaveAs(string path)
    {
        if (path.EndsWith(".svg", StringComparison.OrdinalIgnoreCase)) File.WriteAllText(path, Svg());
        else File.WriteAllBytes(path, Png());
    }

    /// <summary>Writes <c>name.png</c> and <c>name.svg</c>.</summary>
    public void Save(string folder)
    {
        Directory.CreateDirectory(folder);
        File.WriteAllBytes(Path.Combine(folder, Name + ".png"), Png());
        File.WriteAllText(Path.Combine(folder, Name + ".svg"), Svg());
    }
}
