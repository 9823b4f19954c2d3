using System.Text;
using Tandem.Switch.Admission;

namespace Tandem.Switch.Tests.Admission;

public sealed class ScannerAgentsTests
{
    [Theory]
    [InlineData("friendly-scanner", true)]
    [InlineData("Friendly-Scanner/1.0", true)]
    [InlineData("sipcli/v1.8", true)]
    [InlineData("VaxSIPUserAgent/3.0", true)]
    [InlineData("friendly", false)]
    [InlineData("Yealink SIP-T46S", false)]
    [InlineData("my-sipcli", false)]
    [InlineData("", false)]
    public void Known_scanners_are_told_by_the_beginning_of_their_name(string agent, bool isScanner) =>
        Assert.Equal(isScanner, ScannerAgents.Known.Contains(Encoding.UTF8.GetBytes(agent)));

    [Fact]
    public void Another_list_takes_the_place_of_the_known_ones()
    {
        var path = Path.GetTempFileName();
        try
        {
            File.WriteAllText(path, "# a comment\n\n  Bad Phone \r\n");
            var agents = ScannerAgents.Load(path);

            Assert.True(agents.Contains("BAD PHONE 2"u8));
            Assert.False(agents.Contains("friendly-scanner"u8));
            Assert.False(agents.Contains("# a comment"u8));
        }
        finally
        {
            File.Delete(path);
        }
    }

    [Fact]
    public void Looking_allocates_nothing()
    {
        var agent = Encoding.UTF8.GetBytes("Yealink SIP-T46S 66.85.0.5");
        ScannerAgents.Known.Contains(agent);
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 1000; i++)
        {
            ScannerAgents.Known.Contains(agent);
        }
        Assert.Equal(before, GC.GetAllocatedBytesForCurrentThread());
    }
}
